import { FairQueue } from '../../../../main/engine/inference/fair-queue';

const any = () => true;

test('lanes take turns, and keep their own order', () => {
  const queue = new FairQueue<string>();
  for (const item of ['a1', 'a2', 'a3']) queue.push('a', item);
  queue.push('b', 'b1');
  expect([queue.take(any), queue.take(any), queue.take(any), queue.take(any)]).toEqual([
    'a1',
    'b1',
    'a2',
    'a3',
  ]);
  expect(queue.take(any)).toBeUndefined();
  expect(queue.size).toBe(0);
});

test('an item that does not fit does not hold up the other lanes', () => {
  const queue = new FairQueue<string>();
  queue.push('heavy', 'h1');
  queue.push('light', 'l1');
  expect(queue.take((item) => item.startsWith('l'))).toBe('l1');
  expect(queue.take(any)).toBe('h1');
});

test('items can be taken out of the middle', () => {
  const queue = new FairQueue<string>();
  for (const item of ['a1', 'a2', 'a3']) queue.push('a', item);
  expect(queue.remove('a2')).toBe(true);
  expect(queue.remove('a2')).toBe(false);
  expect(queue.drain()).toEqual(['a1', 'a3']);
});
