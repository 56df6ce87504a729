import type { StudioParts } from '../studio-parts';
import { checkSpace, planJob } from '../jobs/plan-job';
import { StudioError } from '../../errors/studio-error';
import type { HandlersOf } from './handlers';

export function jobMethods(parts: StudioParts): HandlersOf<'jobs'> {
  const { queue, resources } = parts;
  return {
    'jobs.estimate': async (wish) => (await planJob(parts, wish)).estimate,
    'jobs.add': async (wish) => {
      const { record, estimate } = await planJob(parts, wish);
      checkSpace(estimate);
      queue.add(record);
      return { jobId: record.id };
    },
    'jobs.pause': ({ jobId }) => queue.pause(jobId),
    'jobs.resume': ({ jobId }) => queue.resume(jobId),
    'jobs.cancel': ({ jobId }) => queue.cancel(jobId),
    'jobs.retry': ({ jobId }) => queue.retry(jobId),
    'jobs.remove': ({ jobId }) => queue.remove(jobId),
    'jobs.move': ({ jobId, before }) => queue.move(jobId, before),
    'jobs.pauseAll': () => queue.pauseAll(),
    'jobs.resumeAll': () => queue.resumeAll(),
    'jobs.measure': async ({ jobId }, signal) => {
      if (queue.required(jobId).status.state !== 'done') {
        throw new StudioError('usage', 'Only a finished job can be measured.');
      }
      await queue.loadProject(jobId);
      await resources.measure(jobId, signal);
    },
  };
}
