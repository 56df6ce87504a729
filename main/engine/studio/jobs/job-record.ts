import path from 'node:path';
import { z } from 'zod';
import { noticeSchema, type Stage } from '../../../../preload/contract/jobs';
import { mediaInfoSchema } from '../../../../preload/contract/media';
import { enhanceSettingsSchema } from '../../../../preload/contract/studio/enhance-settings';
import {
  jobItemSchema,
  jobStageSchema,
  jobStateSchema,
  type JobItem,
  type JobStage,
} from '../../../../preload/contract/studio/job-item';
import { idSchema, personItemSchema } from '../../../../preload/contract/studio/media-item';
import { peopleEditsSchema } from '../people/people-edits';

/**
 * A job as the data folder keeps it: everything it needs is in it, so that it outlives the project it came from, the
 * engine and the program.
 */
export const jobRecordSchema = z.object({
  id: idSchema,
  mediaId: idSchema,
  input: z.string(),
  media: mediaInfoSchema,
  projectFolder: z.string(),
  output: z.string(),
  sideBySide: z.string().optional(),
  /** The folder is the studio's own and is made when needed. */
  ownsFolder: z.boolean().optional(),
  settings: enhanceSettingsSchema,
  edits: peopleEditsSchema,
  /** As they were when the job was queued; from its own analysis where the clip had none then. */
  people: z.array(personItemSchema),
  inFrame: z.number().int().nonnegative().optional(),
  outFrame: z.number().int().positive().optional(),
  status: jobStateSchema,
  stages: z.array(jobStageSchema),
  segments: jobItemSchema.shape.segments,
  notices: z.array(noticeSchema),
  addedAt: z.number(),
  startedAt: z.number().optional(),
  finishedAt: z.number().optional(),
  secondsSpent: z.number(),
  /** What the plan said when it was queued. */
  estimatedSeconds: z.number(),
  /** Where its finished segments lie. */
  renderFolder: z.string().optional(),
  liveRevision: z.number().int(),
});
export type JobRecord = z.infer<typeof jobRecordSchema>;

export const queueFileSchema = z.object({
  version: z.literal(1),
  paused: z.boolean(),
  /** Queued, running and paused, in the order in which they run. */
  line: z.array(jobRecordSchema),
  /** Newest first. */
  ended: z.array(jobRecordSchema),
});

export function stagesOf(kind: JobRecord['media']['kind']): JobStage[] {
  const stages: Stage[] =
    kind === 'image' ? ['analyse', 'fit', 'render'] : ['analyse', 'fit', 'render', 'assemble'];
  return stages.map((stage) => ({ stage, state: 'waiting', done: 0, total: 0 }));
}

export function jobItem(record: JobRecord, recentRates: readonly number[]): JobItem {
  const { segments, startedAt, finishedAt } = record;
  return {
    id: record.id,
    mediaId: record.mediaId,
    mediaName: path.basename(record.input),
    outputName: path.basename(record.output),
    settings: record.settings,
    people: record.people
      .filter(({ enabled, strength }) => enabled && strength > 0)
      .map(({ id, name, hue, strength }) => ({ id, name, hue, strength })),
    status: record.status,
    stages: record.stages.map((stage) => ({ ...stage })),
    ...(segments === undefined ? {} : { segments }),
    notices: [...record.notices],
    addedAt: record.addedAt,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(finishedAt === undefined ? {} : { finishedAt }),
    secondsSpent: record.secondsSpent,
    recentRates: [...recentRates],
    liveRevision: record.liveRevision,
  };
}

/** What is left of the running job and the estimates of the queued ones, where all can be told. */
export function secondsLeft(line: readonly JobRecord[]): number | undefined {
  const active = line.filter(({ status }) => status.state === 'running' || status.state === 'queued');
  if (active.length === 0) return undefined;
  let seconds = 0;
  for (const { status, estimatedSeconds } of active) {
    if (status.state !== 'running') seconds += estimatedSeconds;
    else if (status.etaSeconds === undefined) return undefined;
    else seconds += status.etaSeconds;
  }
  return seconds;
}
