import { readFileSync } from 'node:fs';
import path from 'node:path';
import { resizeFilterSchema } from '../../../../preload/contract/degrade';
import { createRgbImage } from '../../../../main/engine/pixels/image';
import { resize } from '../../../../main/engine/pixels/resize';

/** Made by resize.py beside it. */
const pillow = JSON.parse(
  readFileSync(path.join(__dirname, '../../../fixtures/pillow/resize.json'), 'utf8'),
) as Record<string, number[]>;

/** The picture of resize.py. */
function speckled(width: number, height: number) {
  const image = createRgbImage(width, height);
  for (let i = 0; i < image.data.length; i++) {
    const channel = i % 3;
    const x = Math.floor(i / 3) % width;
    const y = Math.floor(i / 3 / width);
    image.data[i] = Math.imul(x * 37 + y * 91 + channel * 53 + x * y * 7, 2654435761) >>> 24;
  }
  return image;
}

const sizes: readonly (readonly [number, number])[] = [
  [3, 2],
  [5, 3],
  [18, 10],
];

test.each(resizeFilterSchema.options.flatMap((filter) => sizes.map((size) => [filter, ...size] as const)))(
  '%s to %i x %i is what Pillow gives, to the bit',
  (filter, width, height) => {
    const { data } = resize(speckled(12, 8), width, height, filter);
    expect([...data]).toEqual(pillow[`${filter} ${width}x${height}`]);
  },
);

test('without antialiasing, bilinear over three takes the middle pixel alone', () => {
  const image = speckled(12, 9);
  const small = resize(image, 4, 3, 'bilinear', false);
  const middle = resize(image, 4, 3, 'nearest');
  expect([...small.data]).toEqual([...middle.data]);
  expect([...small.data]).not.toEqual([...resize(image, 4, 3, 'bilinear').data]);
});

test.each(resizeFilterSchema.options)(
  '%s to the same size changes nothing, and even grey stays even',
  (filter) => {
    const image = speckled(12, 8);
    expect([...resize(image, 12, 8, filter).data]).toEqual([...image.data]);
    const grey = createRgbImage(12, 8);
    grey.data.fill(137);
    expect(new Set(resize(grey, 5, 11, filter).data)).toEqual(new Set([137]));
  },
);
