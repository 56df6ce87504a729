import { steadyInTime } from '../../../../main/engine/compose/steady-in-time';
import type { RgbImage } from '../../../../main/engine/pixels/image';

const size = 32;

function picture(level: (x: number, y: number, channel: number) => number): RgbImage {
  const data = new Uint8Array(size * size * 3);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let c = 0; c < 3; c++) data[(y * size + x) * 3 + c] = Math.round(level(x, y, c));
    }
  }
  return { width: size, height: size, data };
}

/** A uniform draw of 0..1, the same each run. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function deviation(image: RgbImage, truth: RgbImage): number {
  let sum = 0;
  for (let i = 0; i < image.data.length; i++) sum += (image.data[i] - truth.data[i]) ** 2;
  return Math.sqrt(sum / image.data.length);
}

describe('steadyInTime', () => {
  test('independent noise of three frames falls to that of their mean, .58', () => {
    const truth = picture((x, y) => 90 + 3 * x + y);
    const random = draws(5);
    const noisy = (): RgbImage => picture((x, y) => 90 + 3 * x + y + (random() - 0.5) * 7);
    const [before, now, after] = [noisy(), noisy(), noisy()];
    const was = deviation(now, truth);
    steadyInTime(now, [[before], [after]]);
    // The weights are a little below their full value, because the frames differ by their noise.
    expect(deviation(now, truth) / was).toBeGreaterThan(0.55);
    expect(deviation(now, truth) / was).toBeLessThan(0.7);
  });

  test('what changed stays what it is, to the level', () => {
    const now = picture((x, y) => (((x >> 2) + (y >> 2)) % 2 === 0 ? 60 : 200));
    const expected = now.data.slice();
    const moved = picture((x, y) => ((((x + 4) >> 2) + (y >> 2)) % 2 === 0 ? 60 : 200));
    steadyInTime(now, [[moved]]);
    expect(now.data).toEqual(expected);
  });

  test('equal frames stay equal, and neighbours are not written', () => {
    const now = picture((x, y, c) => (x * 7 + y * 3 + c * 40) % 256);
    const same = { ...now, data: now.data.slice() };
    const kept = same.data.slice();
    steadyInTime(now, [[same, same], [same]]);
    expect(now.data).toEqual(kept);
    expect(same.data).toEqual(kept);
  });

  test('only the part that moved is left alone', () => {
    const random = draws(9);
    const scene = (mouth: number): RgbImage =>
      picture((_x, y) => (y > 20 ? mouth : 120) + (random() - 0.5) * 4);
    const now = scene(40);
    const own = now.data.slice();
    steadyInTime(now, [[scene(160)], [scene(160)]]);
    const changed = (from: number, to: number): number => {
      let sum = 0;
      for (let i = from * size * 3; i < to * size * 3; i++) sum += Math.abs(now.data[i] - own[i]);
      return sum;
    };
    expect(changed(24, 32)).toBe(0);
    expect(changed(0, 16)).toBeGreaterThan(0);
  });

  test('farther frames take more of the noise away', () => {
    const truth = picture((x, y) => 90 + 3 * x + y);
    const left = (farther: number): number => {
      const random = draws(5);
      const noisy = (): RgbImage => picture((x, y) => 90 + 3 * x + y + (random() - 0.5) * 7);
      const [now, before, after, ...more] = Array.from({ length: 5 }, noisy);
      const [farBefore, farAfter] = more.map((one) => (farther > 0 ? [one] : []));
      steadyInTime(now, [
        [before, ...farBefore],
        [after, ...farAfter],
      ]);
      return deviation(now, truth);
    };
    expect(left(1) / left(0)).toBeLessThan(0.85);
  });

  test('what was away for a frame is not mixed with what it was before', () => {
    const open = picture(() => 120);
    const shut = picture(() => 60);
    const now = picture(() => 110);
    steadyInTime(now, [[shut, open]]);
    expect(now.data.every((level) => level === 110)).toBe(true);
  });
});
