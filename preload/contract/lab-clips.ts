import { z } from 'zod';
import { degradeRecipeSchema } from './degrade';
import { labSharedFacts, type LabFigureFacts } from './lab-facts';
import { labMeanSchema } from './lab-mean';

/** How whole clips are compared: made poor, restored as `facet enhance` does it, measured against themselves. */
export const labClipOptionsSchema = z.object({
  /** Of `facet degrade`. By default half the size and H.264 as a thrifty website has it. */
  recipe: degradeRecipeSchema.prefault({
    steps: [
      { step: 'low', factor: 2 },
      { step: 'h264', crf: 28 },
    ],
  }),
  /** Of each clip, from its beginning. */
  seconds: z.number().positive().max(600).default(4),
});

/** What of a restored clip is measured against the sharp one, where its faces are. */
export const labClipMeasures = [
  'psnr',
  'ssim',
  'identity',
  'landmarks',
  'sharpness',
  /** In crops that follow the face. */
  'flicker',
  /** In the frame's own pixels. */
  'frameFlicker',
] as const;
export type LabClipMeasure = (typeof labClipMeasures)[number];

/** A person of a clip. */
export interface LabClipFace {
  readonly name: string;
  /** Which file of the material it is of, from 0. */
  readonly file: number;
  readonly person: number;
  /** Measured ones. */
  readonly frames: number;
  /** The one whose picture is kept, as the sharp clip counts its frames. */
  readonly shownFrame: number;
  /** How much larger the sharp clip is than the poor one. */
  readonly scale: number;
  /** Of the sharp clip itself. */
  readonly sharp: { readonly flicker: number; readonly frameFlicker: number };
}

/** A person of a clip as one method brought it back: means over frames. */
export interface LabClipValue {
  /** Index into `faces`. */
  readonly face: number;
  readonly method: string;
  readonly measures: Readonly<Record<LabClipMeasure, number>>;
  /** Of the frame whose picture is kept. */
  readonly shown: { readonly psnr: number; readonly ssim: number };
}

export const labClipRowSchema = z.object({
  method: z.string(),
  means: z.record(z.enum(labClipMeasures), labMeanSchema),
  /** Y-PSNR over the baseline, dB. */
  gain: labMeanSchema,
  /** Of a frame, enlarging or restoring and writing, without the analysis: mean over clips, ms. */
  milliseconds: z.number(),
});
export type LabClipRow = z.infer<typeof labClipRowSchema>;

export const labClipFigureFacts = {
  ...labSharedFacts,
  flicker: { unit: '', digits: 3, better: 'less' },
  frameFlicker: { unit: '', digits: 3, better: 'less' },
} as const satisfies Record<'gain' | LabClipMeasure, LabFigureFacts>;
export type LabClipFigureName = keyof typeof labClipFigureFacts;
export const labClipFigureNames = Object.keys(labClipFigureFacts) as LabClipFigureName[];

/** A figure of a row, whichever. */
export function labClipFigureOf(row: Pick<LabClipRow, 'means' | 'gain'>, name: LabClipFigureName) {
  return name === 'gain' ? row.gain : row.means[name];
}

export interface LabClips {
  readonly protocol: readonly string[];
  readonly people: number;
  readonly faces: readonly LabClipFace[];
  readonly values: readonly LabClipValue[];
  readonly rows: readonly LabClipRow[];
  /** Names of the clips without a face that is large enough. */
  readonly leftOut: readonly string[];
}
