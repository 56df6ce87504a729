import type { VideoCodec } from '../../../preload/contract/media';
import type { RgbImage } from '../pixels/image';

/**
 * Size that is written for a frame of width x height. 4:2:0 video has no odd sizes (H.264 crops in steps of two, and
 * 4:4:4 plays on few devices), so an odd side grows by one row or column that repeats the edge. ProRes (4:2:2) needs
 * an even width; FFV1 keeps any size.
 */
export function encodedSize(
  codec: VideoCodec,
  width: number,
  height: number,
): { width: number; height: number } {
  if (codec === 'ffv1') return { width, height };
  return { width: width + (width % 2), height: codec === 'prores' ? height : height + (height % 2) };
}

/** Copies `image` into `out` (width or height larger by at most one), repeating the last column and row. */
export function repeatEdges(image: RgbImage, out: RgbImage): void {
  const { data } = image;
  const row = image.width * 3;
  const outRow = out.width * 3;
  for (let y = 0; y < out.height; y++) {
    const from = Math.min(y, image.height - 1) * row;
    out.data.set(data.subarray(from, from + row), y * outRow);
    if (outRow > row) out.data.copyWithin(y * outRow + row, y * outRow + row - 3, y * outRow + row);
  }
}
