import type { LabRun } from '../../../../../preload/contract/studio/lab-run';
import { endedRun } from '../../../../../renderer/features/lab/lab-news';
import { openedRun, useLabView } from '../../../../../renderer/features/lab/lab-view';

const run = (id: string, state: LabRun['status']['state'] = 'done') => ({ id, status: { state } }) as LabRun;
const runs = [run('new-one', 'running'), run('b'), run('a')];

test('the newest run is open until another is chosen; `new` is none of them', () => {
  expect(openedRun(runs, undefined, undefined).run?.id).toBe('new-one');
  expect(openedRun(runs, 'a', undefined).run?.id).toBe('a');
  expect(openedRun(runs, 'new', undefined).run).toBeUndefined();
  expect(openedRun([], undefined, undefined).run).toBeUndefined();
});

test('a run is compared with another finished one', () => {
  expect(openedRun(runs, 'a', 'b').over?.id).toBe('b');
  expect(openedRun(runs, 'a', 'a').over).toBeUndefined();
  expect(openedRun(runs, 'a', 'new-one').over).toBeUndefined();
});

test('another run keeps the figure that is looked at, not the face', () => {
  const view = useLabView.getState();
  view.see({ figure: 'ssim', method: 'sr', picture: 3, right: 'bicubic' });
  view.compareWith('b');
  view.open('a');
  const { look, page, overId } = useLabView.getState();
  expect({ page, overId }).toEqual({ page: 'a', overId: undefined });
  expect(look).toMatchObject({ figure: 'ssim', method: undefined, picture: undefined, right: 'sharp' });
});

test('a run that ended is news; one that was stopped, or was there before, is none', () => {
  const before = { runs };
  expect(endedRun({ runs: [run('new-one'), ...runs.slice(1)] }, before)?.id).toBe('new-one');
  expect(endedRun({ runs: [run('new-one', 'failed'), ...runs.slice(1)] }, before)?.id).toBe('new-one');
  expect(endedRun({ runs: runs.slice(1) }, before)).toBeUndefined();
  expect(endedRun(before, before)).toBeUndefined();
  expect(endedRun(before, undefined)).toBeUndefined();
});
