import { bootstrapMean } from '../../../../main/engine/lab/bootstrap';

/** A ramp from -1 to 1: mean 0, standard deviation 0.577. */
const ramp = (count: number) => Array.from({ length: count }, (_, i) => (2 * i) / (count - 1) - 1);

test('the interval of many people is the normal one', () => {
  const { mean, interval } = bootstrapMean(
    ramp(400).map((value, person) => ({ person, value })),
    1,
  );
  const half = (1.96 * 0.577) / Math.sqrt(400);
  expect(mean).toBeCloseTo(0, 9);
  expect(interval?.[0]).toBeCloseTo(-half, 2);
  expect(interval?.[1]).toBeCloseTo(half, 2);
});

test('ten pictures of each person are no more people', () => {
  const width = (pictures: number) => {
    const [low, high] =
      bootstrapMean(
        ramp(30).flatMap((value, person) => Array.from({ length: pictures }, () => ({ person, value }))),
        1,
      ).interval ?? [];
    return (high ?? 0) - (low ?? 0);
  };
  expect(width(10)).toBeCloseTo(width(1), 9);
});

test('one person has a mean and no interval', () => {
  const one = [2, 3, 7].map((value) => ({ person: 4, value }));
  expect(bootstrapMean(one, 1)).toEqual({ mean: 4 });
});
