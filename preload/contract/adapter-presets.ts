import { z } from 'zod';
import type { AdapterInput } from './model-adapter';

export const adapterPresetSchema = z.enum([
  'gfpgan',
  'codeformer',
  'restoreformer++',
  'gpen',
  'sparnet-hd',
  'real-esrgan',
  'deep3d',
  'vrn',
]);
export type AdapterPreset = z.infer<typeof adapterPresetSchema>;

/** -1..1, RGB, planes: what all of these are given and give back. */
const picture = { layout: 'NCHW', range: '-1..1', colour: 'RGB' } as const;
const ffhqFace = { scope: 'face', template: 'ffhq', input: picture, output: picture } as const;

/**
 * How the usual exports of known projects are used. Names of tensors, the side of the crop and the factor are left to
 * the file, since exports differ in them. Ranges and order: the projects' own inference code (`img2tensor` with
 * `bgr2rgb`, normalised by mean and deviation 0.5; for Real-ESRGAN divided by 255 alone; for VRN not at all).
 */
export const adapterPresets: Readonly<Record<AdapterPreset, AdapterInput>> = {
  gfpgan: ffhqFace, // Wang et al. 2021; one input, 512
  // Zhou et al. 2022; the second input is the paper's w: 0 looks best, 1 stays closest to the input
  codeformer: {
    ...ffhqFace,
    parameters: [{ input: 'weight', name: 'fidelity', default: 0.5, min: 0, max: 1 }],
  },
  'restoreformer++': ffhqFace, // Wang et al. 2023; 512; the first of its outputs is the picture
  gpen: ffhqFace, // Yang et al. 2021; 256, 512, 1024 or 2048
  'sparnet-hd': ffhqFace, // Chen et al. 2020; 512
  'real-esrgan': {
    scope: 'frame', // Wang et al. 2021; x2 or x4
    input: { ...picture, range: '0..1' },
    output: { ...picture, range: '0..1' },
    tile: 256,
    overlap: 16,
  },
  // Deng et al. 2019; [1,3,224,224] in, 257 numbers out: identity, expression, texture, angles, light, translation
  deep3d: { scope: 'coefficients', template: 'deep3d', input: { ...picture, range: '0..1' } },
  // Jackson et al. 2017; [1,3,192,192] in, [1,200,192,192] out. Their tool feeds levels from 0 to 255.
  vrn: { scope: 'volume', template: 'vrn', input: { ...picture, range: '0..255' } },
};
