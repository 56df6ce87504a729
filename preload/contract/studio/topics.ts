import type { z } from 'zod';
import { noticeSchema } from '../jobs';
import { jobsSnapshotSchema } from './job-item';
import { facesSnapshotSchema } from './face-files';
import { labSnapshotSchema } from './lab-run';
import { hostSnapshotSchema, machineSnapshotSchema } from './machine';
import { projectSnapshotSchema } from './media-item';
import { settingsSnapshotSchema } from './user-settings';

/**
 * What can be followed. A subscription gets the whole state at once and again after each change (several changes within
 * 50 ms come as one); `notices` alone is a stream of events without a first value.
 */
export const topics = {
  project: projectSnapshotSchema,
  jobs: jobsSnapshotSchema,
  /** Files of faces as they are written. */
  faces: facesSnapshotSchema,
  /** Runs of the lab. */
  lab: labSnapshotSchema,
  settings: settingsSnapshotSchema,
  machine: machineSnapshotSchema,
  /** Published by the host around the engine. */
  host: hostSnapshotSchema,
  notices: noticeSchema,
} as const;

export type Topics = typeof topics;
export type TopicName = keyof Topics;
export type TopicValue<K extends TopicName> = z.output<Topics[K]>;
export const topicNames = Object.keys(topics) as TopicName[];

/** Streams of events: what came before is not told again. */
export const eventTopics: readonly TopicName[] = ['notices'];
