import { ByteCache } from '../../../../../main/engine/studio/resources/byte-cache';

test('stays within its bytes; what was used last stays longest', () => {
  const cache = new ByteCache<string>(100);
  cache.set('a', 'A', 40);
  cache.set('b', 'B', 40);
  expect(cache.get('a')).toBe('A');
  cache.set('c', 'C', 40);
  expect([cache.has('a'), cache.has('b'), cache.has('c')]).toEqual([true, false, true]);
  expect(cache.bytes).toBe(80);
  cache.set('a', 'A2', 10);
  expect([cache.get('a'), cache.bytes]).toEqual(['A2', 50]);
});

test('what is larger than all of it is not kept, and pushes nothing out', () => {
  const cache = new ByteCache<string>(100);
  cache.set('a', 'A', 40);
  cache.set('huge', 'H', 101);
  expect([cache.has('huge'), cache.has('a'), cache.bytes]).toEqual([false, true, 40]);
});

test('never exceeds its limit', () => {
  const cache = new ByteCache<number>(1000);
  for (let i = 0; i < 500; i++) {
    cache.set(`k${(i * 7919) % 83}`, i, 1 + ((i * 31) % 300));
    expect(cache.bytes).toBeLessThanOrEqual(1000);
  }
  cache.clear();
  expect([cache.bytes, cache.size]).toEqual([0, 0]);
});
