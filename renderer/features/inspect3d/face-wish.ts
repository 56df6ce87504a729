import { create } from 'zustand';
import type { FaceWish } from '../../../preload/contract/studio/face-files';
import { lightDirection, type BallPoint } from '../../scene/light-direction';
import { defaultLight } from './view-settings';

/** What can be ticked, in the order in which it is offered. */
export const wishedThings = [
  'frontal',
  'film',
  'volumetric',
  'albedo',
  'maps',
  'coefficients',
  'numbers',
] as const;
export type WishedThing = (typeof wishedThings)[number];

/** What only a clip has. */
export const movingThings: readonly WishedThing[] = ['film', 'numbers'];

export interface FaceChoice extends Readonly<Record<WishedThing, boolean>> {
  /** A mesh for every frame; of clips. */
  readonly sequence: 'none' | 'obj' | 'ply';
  readonly size: FaceWish['frontalSize'];
  /** Degrees, to the right and downwards. */
  readonly yaw: number;
  readonly pitch: number;
  readonly expression: FaceWish['look']['expression'];
  /** Lit from `light` instead of as it was filmed. */
  readonly relit: boolean;
  readonly light: BallPoint;
}

export const defaultChoice: FaceChoice = {
  frontal: true,
  film: true,
  volumetric: false,
  albedo: false,
  maps: false,
  coefficients: false,
  numbers: false,
  sequence: 'none',
  size: 512,
  yaw: 0,
  pitch: 0,
  expression: 'best',
  relit: false,
  light: { x: defaultLight.x, y: defaultLight.y },
};

interface FaceExportState {
  readonly open: boolean;
  readonly choice: FaceChoice;
  readonly show: (open: boolean) => void;
  readonly choose: (patch: Partial<FaceChoice>) => void;
}

/** The dialogue and what is chosen in it, kept for as long as the window is open. */
export const useFaceExport = create<FaceExportState>((set) => ({
  open: false,
  choice: defaultChoice,
  show: (open) => set({ open }),
  choose: (patch) => set(({ choice }) => ({ choice: { ...choice, ...patch } })),
}));

/** How the view and the film show the face; the light's direction in hundredths, as the preview has it. */
export function lookOf({ yaw, pitch, expression, relit, light }: FaceChoice): FaceWish['look'] {
  const { x, y, z } = lightDirection(light, { x: 0, y: 0, z: 0 });
  const direction = [x, y, z].map((value) => Math.round(value * 100) / 100);
  return { yawDegrees: yaw, pitchDegrees: pitch, expression, ...(relit ? { light: direction } : {}) };
}

/** The choice as the engine is asked for it. @param photo leaves out what moves */
export function wishOf(choice: FaceChoice, photo: boolean): FaceWish {
  const wants = (thing: WishedThing) => choice[thing] && !(photo && movingThings.includes(thing));
  return {
    formats: [
      ...(wants('frontal') ? (['frontal'] as const) : []),
      ...(wants('film') ? (['frontal-video'] as const) : []),
      ...(wants('albedo') ? (['albedo'] as const) : []),
      ...(wants('maps') ? (['maps'] as const) : []),
      ...(wants('coefficients') ? (['coefficients'] as const) : []),
      ...(wants('numbers') ? (['csv'] as const) : []),
    ],
    volumetric: choice.volumetric,
    ...(choice.sequence === 'none' || photo ? {} : { sequence: choice.sequence }),
    frontalSize: choice.size,
    look: lookOf(choice),
  };
}
