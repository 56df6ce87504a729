import type { AdapterPreset } from '../../../preload/contract/adapter-presets';

/** Names of projects; the same in every language. */
export const presetNames: Readonly<Record<AdapterPreset, string>> = {
  gfpgan: 'GFPGAN',
  codeformer: 'CodeFormer',
  'restoreformer++': 'RestoreFormer++',
  gpen: 'GPEN',
  'sparnet-hd': 'SPARNetHD',
  'real-esrgan': 'Real-ESRGAN',
  vrn: 'VRN',
  deep3d: 'Deep3DFaceReconstruction',
};
