import { BoundedCache } from '../../../../renderer/features/playback/bounded-cache';

function cacheOf(cost: number, count = 100): { cache: BoundedCache<string>; closed: string[] } {
  const closed: string[] = [];
  return { cache: new BoundedCache<string>({ cost, count }, (value) => closed.push(value)), closed };
}

test('what was used longest ago falls out and is closed, once', () => {
  const { cache, closed } = cacheOf(30);
  for (const key of ['a', 'b', 'c']) cache.put(key, key, 10);
  cache.get('a');
  cache.put('d', 'd', 10);
  expect(closed).toEqual(['b']);
  expect(['a', 'b', 'c', 'd'].filter((key) => cache.has(key))).toEqual(['a', 'c', 'd']);
  expect(cache.cost).toBe(30);
});

test('neither cost nor count is ever passed, over many pictures of changing size', () => {
  const { cache, closed } = cacheOf(1000, 8);
  for (let i = 0; i < 500; i++) {
    cache.put(String(i), String(i), 50 + ((i * 37) % 200));
    expect(cache.cost).toBeLessThanOrEqual(1000);
    expect(cache.size).toBeLessThanOrEqual(8);
  }
  expect(closed.length + cache.size).toBe(500);
});

test('one picture dearer than the limit is still kept', () => {
  const { cache, closed } = cacheOf(10);
  cache.put('small', 'small', 5);
  cache.put('huge', 'huge', 100);
  expect(cache.get('huge')).toBe('huge');
  expect(closed).toEqual(['small']);
});

test('a value put again under the same key closes the one before; clear closes all', () => {
  const { cache, closed } = cacheOf(100);
  cache.put('a', 'first', 10);
  cache.put('a', 'second', 20);
  expect(cache.cost).toBe(20);
  cache.clear();
  expect(closed).toEqual(['first', 'second']);
  expect(cache.cost).toBe(0);
});
