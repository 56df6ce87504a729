import { FramePool } from '../../../../main/engine/stream/frame-pool';

test('a buffer that was given back is handed out again, to those who ask for its size', () => {
  const pool = new FramePool();
  const first = pool.take(12);
  expect(first).toHaveLength(12);
  pool.give(first);
  expect(pool.take(48)).not.toBe(first);
  expect(pool.take(12)).toBe(first);
  expect(pool.take(12)).not.toBe(first);
});

test('no more buffers lie unused than were allowed: the oldest go', () => {
  const pool = new FramePool(2);
  const buffers = [1, 2, 3].map((n) => new Uint8Array(n));
  buffers.forEach(pool.give);
  expect(pool.take(1)).not.toBe(buffers[0]);
  expect(pool.take(2)).toBe(buffers[1]);
  expect(pool.take(3)).toBe(buffers[2]);
});
