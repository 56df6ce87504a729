import { z } from 'zod';
import type { LabFigureFacts } from './lab-facts';
import { labMeanSchema } from './lab-mean';

/** Edges of the small pictures that 3D faces are fitted to, pixels. */
export const labFitSizes = [16, 24, 32, 48, 64, 96, 128] as const;

/** What a 3D face of a small picture is off from that of the sharp one. */
export const labFitMeasures = ['pose', 'shape', 'expression', 'mesh', 'landmarks', 'overlap'] as const;
export type LabFitMeasure = (typeof labFitMeasures)[number];

/** A picture as the 3D faces saw it: small, or brought back by super-resolution. */
export const labFitViews = ['small', 'restored'] as const;
export type LabFitView = (typeof labFitViews)[number];

export interface LabFitValue {
  /** Index into the run's pictures. */
  readonly picture: number;
  readonly size: number;
  readonly view: LabFitView;
  /** Null where no face was found in its place; `overlap` needs none. */
  readonly measures: Readonly<Record<LabFitMeasure, number | null>>;
}

export const labFitRowSchema = z.object({
  size: z.number().int(),
  view: z.enum(labFitViews),
  /** Share of the pictures in which the face was found, 0..1. */
  found: z.number(),
  /** Of the pictures in which it was found; absent where it was in none. */
  means: z.partialRecord(z.enum(labFitMeasures), labMeanSchema),
});
export type LabFitRow = z.infer<typeof labFitRowSchema>;

export const labFitFacts = {
  pose: { unit: '°', digits: 2, better: 'less' },
  shape: { unit: 'σ', digits: 2, better: 'less' },
  expression: { unit: '', digits: 3, better: 'less' },
  mesh: { unit: 'mm', digits: 2, better: 'less' },
  landmarks: { unit: '', digits: 4, better: 'less' },
  overlap: { unit: '', digits: 3, better: 'more' },
} as const satisfies Record<LabFitMeasure, LabFigureFacts>;

/** 3D error against resolution. */
export interface LabFits {
  readonly protocol: readonly string[];
  readonly values: readonly LabFitValue[];
  readonly rows: readonly LabFitRow[];
}
