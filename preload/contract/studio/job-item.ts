import { z } from 'zod';
import { errorReportSchema } from '../errors';
import { enhancePlanSchema, enhanceSummarySchema, noticeSchema, stageSchema } from '../jobs';
import { enhanceSettingsSchema } from './enhance-settings';
import { idSchema } from './media-item';

/** A stage of a job and how far it is; `skipped` was found done by an earlier run. */
export const jobStageSchema = z.object({
  stage: stageSchema,
  state: z.enum(['waiting', 'running', 'done', 'skipped']),
  done: z.number(),
  total: z.number(),
});
export type JobStage = z.infer<typeof jobStageSchema>;

export const jobStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('queued') }),
  z.object({
    state: z.literal('running'),
    stage: stageSchema,
    framesPerSecond: z.number(),
    etaSeconds: z.number().optional(),
    /** Frame being worked on. */
    frame: z.number().int().optional(),
  }),
  /** Finished segments are kept: resuming goes on where it stopped. */
  z.object({ state: z.literal('paused') }),
  z.object({
    state: z.literal('done'),
    summary: enhanceSummarySchema.omit({ input: true, output: true, sideBySide: true, analysis: true }),
    bytes: z.number(),
  }),
  z.object({ state: z.literal('failed'), error: errorReportSchema }),
  z.object({ state: z.literal('cancelled') }),
]);
export type JobState = z.infer<typeof jobStateSchema>;

export const jobItemSchema = z.object({
  id: idSchema,
  mediaId: idSchema,
  /** The input's and the output's file names, without folders. */
  mediaName: z.string(),
  outputName: z.string(),
  settings: enhanceSettingsSchema,
  people: z.array(
    z.object({ id: z.number().int(), name: z.string(), hue: z.number().int(), strength: z.number() }),
  ),
  status: jobStateSchema,
  stages: z.array(jobStageSchema),
  /** Segments of the render pass: `reused` by an earlier run, `done` in this one. */
  segments: z
    .object({ total: z.number().int(), done: z.number().int(), reused: z.number().int() })
    .optional(),
  notices: z.array(noticeSchema),
  /** Milliseconds since 1970. */
  addedAt: z.number(),
  startedAt: z.number().optional(),
  finishedAt: z.number().optional(),
  /** Time spent working, pauses left out. */
  secondsSpent: z.number(),
  /** Frames a second, one figure every second or so, oldest first; at most 120. */
  recentRates: z.array(z.number()),
  /** Grows whenever `jobs/{id}/live.jpg` shows something new. */
  liveRevision: z.number().int(),
});
export type JobItem = z.infer<typeof jobItemSchema>;

export const jobsSnapshotSchema = z.object({
  /** In the order in which they run; ended ones after, newest first. */
  jobs: z.array(jobItemSchema),
  /** The queue takes no further job while this is set. */
  paused: z.boolean(),
  /** Seconds until the queue is empty, where it can be told. */
  etaSeconds: z.number().optional(),
});
export type JobsSnapshot = z.infer<typeof jobsSnapshotSchema>;

/** What adding the job would take. */
export const estimateSchema = enhancePlanSchema.omit({ input: true, output: true }).extend({
  outputName: z.string(),
  /** Name of the folder it goes to, for show. */
  folderName: z.string(),
});
export type Estimate = z.infer<typeof estimateSchema>;
