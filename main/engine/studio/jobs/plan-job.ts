import path from 'node:path';
import type { Estimate } from '../../../../preload/contract/studio/job-item';
import { StudioError } from '../../errors/studio-error';
import { fileSize } from '../../doctor/file-size';
import { sideBySideFile } from '../../render/enhance-input';
import { planEnhance } from '../../render/plan-enhance';
import { without } from '../document/without';
import { newId } from '../document/new-id';
import { requiredClip } from '../methods/media-methods';
import type { StudioParts } from '../studio-parts';
import { destination } from './destination';
import { stagesOf, type JobRecord } from './job-record';
import { freeOutput, outputExtension, wantedName } from './output-names';
import { enhanceRequest } from './perform-job';

export interface JobWish {
  readonly mediaId: string;
  readonly folderId?: string | undefined;
  readonly outputName?: string | undefined;
}

/**
 * The job that the clip's settings and people now stand for, and what it would take.
 * @throws StudioError: whatever makes it impossible, before anything is queued
 */
export async function planJob(
  parts: StudioParts,
  wish: JobWish,
): Promise<{ record: JobRecord; estimate: Estimate }> {
  const { entry, state } = requiredClip(parts, wish.mediaId);
  const { info, error } = state;
  if (info === undefined) {
    throw error === undefined
      ? new StudioError('usage', 'The clip is still being opened. Try again in a moment.')
      : new StudioError(error.code, error.message);
  }
  const { settings, people: edits, inFrame, outFrame } = entry;
  const { folder, owned } = await destination(parts, state.input, wish.folderId);
  const name = wantedName(state.input, outputExtension(info.kind, settings), wish.outputName);
  const output = await freeOutput(folder, name, settings.sideBySide, parts.queue.outputs());
  const people = state.withEdits(edits)?.people ?? [];
  const job = {
    input: state.input,
    projectFolder: state.projectFolder,
    settings,
    edits,
    ...(inFrame === undefined ? {} : { inFrame }),
    ...(outFrame === undefined ? {} : { outFrame }),
  };
  const plan = await planEnhance(enhanceRequest(job, output, people), parts.engine);
  const figures = without(plan, 'input', 'output');
  const estimate: Estimate = {
    ...figures,
    outputName: path.basename(output),
    folderName: path.basename(folder) || folder,
  };
  const record: JobRecord = {
    ...job,
    id: newId('j'),
    mediaId: entry.id,
    media: info,
    output,
    ...(settings.sideBySide ? { sideBySide: sideBySideFile(output) } : {}),
    ...(owned ? { ownsFolder: true } : {}),
    people,
    status: { state: 'queued' },
    stages: stagesOf(info.kind),
    notices: figures.warnings.map((message) => ({ level: 'warning', message })),
    addedAt: Date.now(),
    secondsSpent: 0,
    estimatedSeconds: figures.estimatedSeconds,
    liveRevision: 0,
  };
  return { record, estimate };
}

/** @throws StudioError `output-disk-full` where the result cannot fit */
export function checkSpace({ estimatedBytes, freeBytes, folderName }: Estimate): void {
  if (estimatedBytes < freeBytes) return;
  throw new StudioError(
    'output-disk-full',
    `The result needs about ${fileSize(estimatedBytes)}, but ${folderName} has ${fileSize(freeBytes)} left. Free some space or choose another folder.`,
  );
}
