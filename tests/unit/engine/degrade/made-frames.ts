import { createRgbImage, type RgbImage, type VideoFrame } from '../../../../main/engine/pixels/image';

/** An even picture of one grey, or with one white pixel where `white` says. */
export function greyPicture(width: number, height: number, level: number, white?: readonly [number, number]) {
  const image = createRgbImage(width, height);
  image.data.fill(level);
  if (white !== undefined)
    image.data.fill(255, (white[1] * width + white[0]) * 3, (white[1] * width + white[0]) * 3 + 3);
  return image;
}

/** Red, left to right and top to bottom. */
export function reds({ data }: RgbImage): number[] {
  return [...data].filter((_, i) => i % 3 === 0);
}

export async function* framesOf(images: readonly RgbImage[]): AsyncGenerator<VideoFrame, void, undefined> {
  for (const [index, image] of images.entries()) yield { index, timestampMicros: index * 40_000, image };
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
