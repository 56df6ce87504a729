import { createHash } from 'node:crypto';
import { resize, type ResizeFilter } from '../../../../main/engine/lab/resize';
import { createRgbImage } from '../../../../main/engine/pixels/image';
import { madePicture } from './made-picture';

/** Beginnings of the sha256 of what Pillow 13.0.0 makes of `madePicture(96, 64, 1, 56)`: 24x16, 41x150, 200x133. */
const pillow: Readonly<Record<Exclude<ResizeFilter, 'nearest'>, readonly string[]>> = {
  box: ['6740884c6acea06b', 'c22013c01f2ba59e', 'ffd817161fae028e'],
  bilinear: ['57312e0db2981dd7', '1d7efbc1ddcb5273', '3ddd607ed434808c'],
  bicubic: ['f703329450ce804d', 'c88eca72cf9ff75c', 'a141ea5ad36f1598'],
  lanczos: ['d4b718f54073a7f8', '1c758e9088e29981', '26e545ea09c896c5'],
};
const sizes = [
  [24, 16],
  [41, 150],
  [200, 133],
] as const;

const digest = (width: number, height: number, filter: ResizeFilter) =>
  createHash('sha256')
    .update(resize(madePicture(96, 64, 1, 56), width, height, filter).data)
    .digest('hex')
    .slice(0, 16);

test.each(Object.entries(pillow) as [ResizeFilter, readonly string[]][])(
  '%s is what Pillow gives, to the bit',
  (filter, hashes) => {
    expect(sizes.map(([width, height]) => digest(width, height, filter))).toEqual(hashes);
  },
);

test('so is nearest, by whole factors', () => {
  expect([digest(24, 16, 'nearest'), digest(192, 128, 'nearest')]).toEqual([
    '17c5f4aa0c46b6b5',
    'e703028753143b54',
  ]);
});

test('without antialiasing, fine stripes alias when shrunk; with it they become grey', () => {
  const stripes = createRgbImage(64, 8);
  stripes.data.forEach((_, i) => (stripes.data[i] = Math.floor(i / 3) % 2 === 0 ? 0 : 255));
  const spread = (antialias: boolean) => {
    const { data } = resize(stripes, 15, 8, 'bilinear', antialias);
    return Math.max(...data) - Math.min(...data);
  };
  expect(spread(true)).toBeLessThan(30);
  expect(spread(false)).toBeGreaterThan(150);
});
