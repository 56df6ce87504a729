import type { LabRun } from '../../../../../preload/contract/studio/lab-run';
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
