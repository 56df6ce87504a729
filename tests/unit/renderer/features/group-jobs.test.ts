import { groupJobs, moveTarget, passes } from '../../../../renderer/features/jobs/group-jobs';
import type { JobState } from '../../../../preload/contract/studio/job-item';

function job(id: string, state: JobState['state']) {
  return { id, status: { state } as JobState };
}

const jobs = [
  job('a', 'running'),
  job('b', 'queued'),
  job('c', 'paused'),
  job('d', 'failed'),
  job('e', 'done'),
  job('f', 'cancelled'),
];

test('jobs stand under what they need next, in the queue’s order', () => {
  const shown = groupJobs(jobs, 'all').map(({ group, jobs: part }) => [group, part.map(({ id }) => id)]);
  expect(shown).toEqual([
    ['now', ['a']],
    ['next', ['b', 'c']],
    ['needsYou', ['d']],
    ['finished', ['e', 'f']],
  ]);
});

test('filters leave out whole groups', () => {
  expect(groupJobs(jobs, 'failed')).toHaveLength(1);
  expect(jobs.filter((item) => passes(item, 'active')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
});

test('a job moves one place, and not past the ends', () => {
  const waiting = ['a', 'b', 'c'];
  /** What the engine does with the target. */
  const moved = (id: string, to: 'up' | 'down' | 'first') => {
    const before = moveTarget(waiting, id, to);
    if (before === undefined) return undefined;
    const others = waiting.filter((other) => other !== id);
    const at = before === null ? others.length : others.indexOf(before);
    return [...others.slice(0, at), id, ...others.slice(at)].join('');
  };
  expect([moved('a', 'up'), moved('b', 'up'), moved('c', 'up')]).toEqual([undefined, 'bac', 'acb']);
  expect([moved('a', 'down'), moved('b', 'down'), moved('c', 'down')]).toEqual(['bac', 'acb', undefined]);
  expect([moved('a', 'first'), moved('c', 'first'), moved('x', 'first')]).toEqual([
    undefined,
    'cab',
    undefined,
  ]);
});
