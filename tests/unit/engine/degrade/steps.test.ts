import { degradeStepSchema } from '../../../../preload/contract/degrade';
import { averageFrames } from '../../../../main/engine/degrade/average-frames';
import { defocus } from '../../../../main/engine/degrade/defocus';
import { gaussianBlur } from '../../../../main/engine/degrade/gaussian-blur';
import { lowerResolution, type LowStep } from '../../../../main/engine/degrade/low-resolution';
import { gaussianNoise, shotNoise } from '../../../../main/engine/degrade/noise';
import { mulberry32 } from '../../../../main/engine/pixels/mulberry32';
import { collect, framesOf, greyPicture, reds } from './made-frames';

const low = (step: object) => degradeStepSchema.parse({ step: 'low', ...step }) as LowStep;

test.each([
  [{ size: 16 }, [128, 160], [16, 20]],
  [{ size: 16 }, [12, 30], [12, 30]],
  [{ factor: 4 }, [50, 30], [13, 8]],
  [{ factor: 4, grow: 'bicubic' }, [50, 30], [50, 30]],
])('low %j takes %j to %j', (step, [width, height], size) => {
  const poor = lowerResolution(greyPicture(width, height, 90), low(step));
  expect([poor.width, poor.height]).toEqual(size);
});

test('box over two is the mean of four pixels; grown by nearest, each is there four times', () => {
  const image = greyPicture(4, 2, 100, [0, 0]);
  expect(reds(lowerResolution(image, low({ factor: 2, kernel: 'box' })))).toEqual([139, 100]);
  expect(reds(lowerResolution(image, low({ factor: 2, kernel: 'box', grow: 'nearest' })))).toEqual([
    ...[139, 139, 100, 100],
    ...[139, 139, 100, 100],
  ]);
});

test('averaging keeps the middle frame’s index and time, and loses half a window at either end', async () => {
  const frames = [0, 10, 20, 60, 100].map((level) => greyPicture(1, 1, level));
  const three = await collect(averageFrames(framesOf(frames), 3));
  expect(three.map(({ index, timestampMicros, image }) => [index, timestampMicros, image.data[0]])).toEqual([
    [1, 40_000, 10],
    [2, 80_000, 30],
    [3, 120_000, 60],
  ]);
  const nine = await collect(averageFrames(framesOf(frames), 9));
  expect(nine).toEqual([]);
});

test('defocus of radius 1 spreads a point over the disc’s share of each pixel', () => {
  // Of pi in all: the middle pixel 1, one beside it asin(1/2) + sqrt(3)/4 - 1/2 = 0.4566, one at a corner 0.0788.
  expect(reds(defocus(greyPicture(5, 5, 0, [2, 2]), 1))).toEqual([
    ...[0, 0, 0, 0, 0],
    ...[0, 6, 37, 6, 0],
    ...[0, 37, 81, 37, 0],
    ...[0, 6, 37, 6, 0],
    ...[0, 0, 0, 0, 0],
  ]);
});

test('a Gaussian of sigma 1 gives its own values around a point', () => {
  const middle = reds(gaussianBlur(greyPicture(9, 9, 0, [4, 4]), 1)).slice(36, 45);
  const weights = [-4, -3, -2, -1, 0, 1, 2, 3, 4].map((x) => (Math.abs(x) > 3 ? 0 : Math.exp((-x * x) / 2)));
  const sum = weights.reduce((total, weight) => total + weight);
  expect(middle).toEqual(weights.map((weight) => Math.round((255 * weight) / sum / sum)));
});

test.each([
  ['defocus', () => defocus(greyPicture(9, 7, 137), 3.3)],
  ['blur', () => gaussianBlur(greyPicture(9, 7, 137), 2.2)],
])('%s leaves an even picture even, to its border', (_, make) => {
  expect(new Set(make().data)).toEqual(new Set([137]));
});

test.each([
  [
    'Gaussian noise of 10',
    (seed: number) => gaussianNoise(greyPicture(200, 200, 120), 10, mulberry32(seed)),
    10,
  ],
  // 120 of 255 of 400 photons: 188.2 on average, so sqrt(188.2) of them, each 255 / 400 levels.
  [
    'shot noise of 400',
    (seed: number) => shotNoise(greyPicture(200, 200, 120), 400, mulberry32(seed)),
    8.746,
  ],
])('%s keeps the mean, has its spread, and is another for another seed', (_, make, sigma) => {
  const { data } = make(1);
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
  const spread = Math.sqrt(data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length);
  // 120 000 draws: four standard errors of the mean and of the spread, and rounding's 1/12 of a level squared.
  expect(Math.abs(mean - 120)).toBeLessThan((4 * sigma) / Math.sqrt(data.length));
  expect(Math.abs(spread - Math.hypot(sigma, Math.sqrt(1 / 12)))).toBeLessThan(
    (4 * sigma) / Math.sqrt(2 * data.length),
  );
  expect(Buffer.compare(make(1).data, data)).toBe(0);
  expect(Buffer.compare(make(2).data, data)).not.toBe(0);
});

test('no light, no shot noise; and few photons at white leave steps of a whole photon', () => {
  expect(new Set(shotNoise(greyPicture(8, 8, 0), 50, mulberry32(3)).data)).toEqual(new Set([0]));
  const levels = new Set(shotNoise(greyPicture(50, 50, 100), 3, mulberry32(3)).data);
  expect(levels).toEqual(new Set([0, 85, 170, 255]));
});
