import { z } from 'zod';
import { errorReportSchema } from './errors';
import { reconstructFormatSchema } from './options';
import { personSummarySchema } from './people';

export const stageSchema = z.enum(['probe', 'analyse', 'fit', 'render', 'assemble', 'export', 'measure']);
export type Stage = z.infer<typeof stageSchema>;

/** Progress of one stage. `total` is an estimate until the stage has seen the end of the clip. */
export const progressSchema = z.object({
  stage: stageSchema,
  done: z.number(),
  total: z.number(),
  framesPerSecond: z.number(),
  /** Seconds to the end of the whole job; absent until it can be told. */
  etaSeconds: z.number().optional(),
});
export type Progress = z.infer<typeof progressSchema>;

/** Things worth a line on the way: the device chosen and why, a resumed segment, a warning about the input. */
export const noticeSchema = z.object({ level: z.enum(['info', 'warning']), message: z.string() });
export type Notice = z.infer<typeof noticeSchema>;

/** Why faces were left as they were, counted by face and frame. */
export const skippedFacesSchema = z.object({
  tooSmall: z.number().int(),
  tooTurned: z.number().int(),
  tooUncertain: z.number().int(),
  notChosen: z.number().int(),
});
export type SkippedFaces = z.infer<typeof skippedFacesSchema>;

export const analysisSummarySchema = z.object({
  input: z.string(),
  project: z.string(),
  frames: z.number().int(),
  people: z.array(personSummarySchema),
  /** True when an earlier analysis of the same input was used. */
  reused: z.boolean(),
});
export type AnalysisSummary = z.infer<typeof analysisSummarySchema>;

export const enhanceSummarySchema = z.object({
  input: z.string(),
  output: z.string(),
  sideBySide: z.string().optional(),
  analysis: analysisSummarySchema,
  frames: z.number().int(),
  facesRestored: z.number().int(),
  facesSkipped: skippedFacesSchema,
  segments: z.object({ total: z.number().int(), resumed: z.number().int() }),
  seconds: z.number(),
  framesPerSecond: z.number(),
  /** Milliseconds a frame by stage, measured where each runs; stages overlap, so they may add up to more. */
  stageMilliseconds: z.record(z.string(), z.number()),
});
export type EnhanceSummary = z.infer<typeof enhanceSummarySchema>;

export const reconstructSummarySchema = z.object({
  input: z.string(),
  analysis: analysisSummarySchema,
  people: z.array(
    z.object({
      id: z.number().int(),
      /** The file of each format that was written; the folder of a sequence. Others lie beside them, see docs/cli.md. */
      files: z.partialRecord(z.enum([...reconstructFormatSchema.options, 'sequence']), z.string()),
    }),
  ),
});
export type ReconstructSummary = z.infer<typeof reconstructSummarySchema>;

/** What `--dry-run` prints. */
export const enhancePlanSchema = z.object({
  input: z.string(),
  output: z.string(),
  frames: z.number().int(),
  outputWidth: z.number().int(),
  outputHeight: z.number().int(),
  segments: z.number().int(),
  encoder: z.string(),
  device: z.string(),
  estimatedSeconds: z.number(),
  estimatedBytes: z.number(),
  freeBytes: z.number(),
  warnings: z.array(z.string()),
});
export type EnhancePlan = z.infer<typeof enhancePlanSchema>;

export const jobEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: progressSchema }),
  z.object({ type: z.literal('notice'), notice: noticeSchema }),
  z.object({ type: z.literal('failed'), error: errorReportSchema }),
]);
export type JobEvent = z.infer<typeof jobEventSchema>;
