import { z } from 'zod';
import { errorReportSchema } from '../errors';
import { labFactorSchema, labOptionsSchema, labRowSchema, type LabFigures, type LabValue } from '../lab';
import { idSchema } from './media-item';

/** A method that the lab can compare, by the name under which reports list it. */
export const labMethodItemSchema = z.object({
  name: z.string(),
  /** `filter`; `classic`: a network that knows nothing of faces' shape; the task of a built-in network; `own`: a network of the user's. */
  group: z.enum(['filter', 'classic', 'sr', 'restore', 'deblur', 'own']),
  /** Compared where nothing is chosen. */
  usual: z.boolean(),
});
export type LabMethodItem = z.infer<typeof labMethodItemSchema>;

/** What is to be compared, and on which clips and photos of the project. */
export const labWishSchema = z.object({
  mediaIds: z.array(idSchema).min(1).max(10_000),
  methods: z.array(z.string().min(1).max(200)).min(1).max(100),
  factors: labOptionsSchema.shape.factors,
  framesPerClip: labOptionsSchema.shape.framesPerClip,
});
export type LabWish = z.input<typeof labWishSchema>;

/** What a run would take; all of it at most, since not every picture shows a face that is large enough. */
export const labEstimateSchema = z.object({
  pictures: z.number().int(),
  /** Pictures times methods times sizes. */
  versions: z.number().int(),
  seconds: z.number(),
});
export type LabEstimate = z.infer<typeof labEstimateSchema>;

export const labNameSchema = z.string().trim().min(1).max(80);

export const labRunSchema = z.object({
  id: idSchema,
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** What the user calls it; absent: it goes by its material. */
  name: labNameSchema.optional(),
  /** File names of the material, without folders. */
  names: z.array(z.string()),
  methods: z.array(z.string()),
  factors: z.array(labFactorSchema),
  status: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('running'),
      /** Pictures; the total is an estimate while clips are read. */
      done: z.number(),
      total: z.number(),
      etaSeconds: z.number().optional(),
    }),
    z.object({
      state: z.literal('done'),
      pictures: z.number().int(),
      people: z.number().int(),
      seconds: z.number(),
    }),
    z.object({ state: z.literal('failed'), error: errorReportSchema }),
  ]),
});
export type LabRun = z.infer<typeof labRunSchema>;

export const labSnapshotSchema = z.object({
  /** Newest first; one runs at a time. */
  runs: z.array(labRunSchema),
});
export type LabSnapshot = z.infer<typeof labSnapshotSchema>;

/** What one run has over another, on the pictures, methods and sizes that both have. */
export const labComparisonSchema = z.object({
  /** In common, by their names. */
  pictures: z.number().int(),
  people: z.number().int(),
  /** Differences picture by picture, their means and intervals over people. */
  rows: z.array(labRowSchema),
  /** Methods whose weights are other ones. */
  changed: z.array(z.object({ method: z.string(), from: z.string(), to: z.string() })),
});
export type LabComparison = z.infer<typeof labComparisonSchema>;

/** A finished run as the page is given it: without paths. */
export interface LabReport extends Omit<LabFigures, 'made' | 'values'> {
  readonly made: Omit<LabFigures['made'], 'command'>;
  /** `gain`: Y-PSNR over the baseline on the same picture, dB. */
  readonly values: readonly (LabValue & { readonly gain: number })[];
}

/** Files of a finished run that can be saved. */
export const labFiles = ['report.html', 'values.csv', 'table.md', 'table.tex'] as const;
export type LabFile = (typeof labFiles)[number];
