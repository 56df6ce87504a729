import { warpImage } from '../../../../main/engine/geometry/warp-image';
import { identitySimilarity } from '../../../../main/engine/geometry/similarity';
import { createRgbImage, type RgbImage } from '../../../../main/engine/pixels/image';
import { seededRandom } from '../../../fixtures/synthetic-face-model';

function picture(width: number, height: number, at: (x: number, y: number, c: number) => number): RgbImage {
  const image = createRgbImage(width, height);
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) image.data[o++] = Math.round(at(x + 0.5, y + 0.5, c));
  }
  return image;
}

function largestDifference(a: RgbImage, b: RgbImage, margin = 0): number {
  let largest = 0;
  for (let y = margin; y < a.height - margin; y++) {
    for (let i = (y * a.width + margin) * 3; i < (y * a.width + a.width - margin) * 3; i++) {
      largest = Math.max(largest, Math.abs(a.data[i] - b.data[i]));
    }
  }
  return largest;
}

describe.each(['bilinear', 'bicubic', 'lanczos'] as const)('warpImage, %s', (interpolation) => {
  it('returns its input for the identity', () => {
    const random = seededRandom(5);
    const source = picture(37, 23, () => random() * 255);
    const out = createRgbImage(37, 23);
    warpImage(source, identitySimilarity, out, interpolation);
    expect(largestDifference(out, source)).toBe(0);
  });

  it('carries a slope exactly through a turn, an enlargement and a shift', () => {
    const slope = (x: number, y: number, c: number): number => 40 + 0.5 * x + 0.3 * y + 10 * c;
    const source = picture(200, 200, slope);
    // out = s R source + t with s = 1.3, 20 degrees.
    const a = 1.3 * Math.cos(0.35);
    const b = 1.3 * Math.sin(0.35);
    const outFromSource = { a, b, tx: -60, ty: -120 };
    const out = createRgbImage(60, 60);
    warpImage(source, outFromSource, out, interpolation);
    const d = a * a + b * b;
    const expected = picture(60, 60, (x, y, c) => {
      const u = x + 60;
      const v = y + 120;
      return slope((a * u + b * v) / d, (a * v - b * u) / d, c);
    });
    expect(largestDifference(out, expected)).toBeLessThanOrEqual(1);
  });

  it.each([1.5, 2.4, 5])('does not alias when it shrinks %d times', (factor) => {
    // Stripes of one pixel: a shrunk picture of them is grey.
    const source = picture(400, 400, (x, y) => ((Math.floor(x) + Math.floor(y)) % 2 === 0 ? 255 : 0));
    const out = createRgbImage(64, 64);
    warpImage(source, { a: 1 / factor, b: 0, tx: 0.2, ty: -0.1 }, out, interpolation);
    const grey = picture(64, 64, () => 127.5);
    expect(largestDifference(out, grey, 4)).toBeLessThanOrEqual(interpolation === 'bilinear' ? 30 : 12);
  });

  it('keeps a slope in place when it shrinks', () => {
    const slope = (x: number, y: number): number => 10 + 0.3 * x + 0.2 * y;
    const source = picture(400, 400, slope);
    const out = createRgbImage(80, 80);
    warpImage(source, { a: 1 / 4.4, b: 0, tx: 1.3, ty: -2.6 }, out, interpolation);
    const expected = picture(80, 80, (x, y) => slope((x - 1.3) * 4.4, (y + 2.6) * 4.4));
    expect(largestDifference(out, expected, 5)).toBeLessThanOrEqual(2);
  });

  it('repeats the border outside', () => {
    const source = picture(8, 8, () => 77);
    const out = createRgbImage(20, 20);
    warpImage(source, { a: 1, b: 0, tx: 100, ty: -50 }, out, interpolation);
    expect(out.data.every((v) => v === 77)).toBe(true);
  });
});

it('keeps more of fine waves the longer its kernel is', () => {
  const wave = (x: number, y: number): number => 128 + 50 * Math.sin(1.9 * x) + 50 * Math.sin(1.7 * y);
  const source = picture(80, 80, wave);
  const expected = picture(160, 160, (x, y) => wave(x / 2, y / 2));
  const errors = (['bilinear', 'bicubic', 'lanczos'] as const).map((interpolation) => {
    const out = createRgbImage(160, 160);
    warpImage(source, { a: 2, b: 0, tx: 0, ty: 0 }, out, interpolation);
    return largestDifference(out, expected, 8);
  });
  expect(errors[0]).toBeGreaterThan(1.5 * errors[1]);
  expect(errors[1]).toBeGreaterThan(1.5 * errors[2]);
});
