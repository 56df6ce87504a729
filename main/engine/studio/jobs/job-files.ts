import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Project } from '../../project/project-format';
import type { LiveFrame, StudioJobFiles } from '../studio-clips';
import type { JobRecord } from './job-record';

/** A job as those that read its files see it. */
export function jobFiles(
  job: JobRecord,
  project: Project | undefined,
  live: LiveFrame | undefined,
): StudioJobFiles {
  const { id, mediaId, input, media, projectFolder, output, sideBySide, settings, people } = job;
  const { inFrame, outFrame, liveRevision } = job;
  return {
    ...{ id, mediaId, input, media, projectFolder, output, settings, people, liveRevision },
    state: job.status.state,
    ...(sideBySide === undefined ? {} : { sideBySide }),
    ...(inFrame === undefined ? {} : { inFrame }),
    ...(outFrame === undefined ? {} : { outFrame }),
    ...(project === undefined ? {} : { project }),
    ...(live === undefined ? {} : { live }),
  };
}

/** Removes the finished segments of a job that will not go on. */
export async function dropSegments(record: JobRecord): Promise<void> {
  const { renderFolder, projectFolder } = record;
  delete record.renderFolder;
  if (renderFolder === undefined || path.dirname(renderFolder) !== projectFolder) return;
  await rm(renderFolder, { recursive: true, force: true });
}
