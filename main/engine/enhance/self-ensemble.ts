import { createRgbImage, type RgbImage } from '../pixels/image';

/** Of the prior's channels, the normal's x: a mirrored surface leans to the other side. */
const normalX = 3;

/** The picture as a mirror shows it. */
export function mirroredPicture(picture: RgbImage): RgbImage {
  const { width, height, data } = picture;
  const out = createRgbImage(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0, to = y * width * 3, from = to + (width - 1) * 3; x < width; x++, to += 3, from -= 3) {
      out.data[to] = data[from];
      out.data[to + 1] = data[from + 1];
      out.data[to + 2] = data[from + 2];
    }
  }
  return out;
}

/** Planes [C,S,S] as a mirror shows them. */
export function mirroredPlanes(planes: Float32Array, size: number): Float32Array {
  const out = new Float32Array(planes.length);
  for (let row = 0; row < planes.length; row += size) {
    for (let x = 0; x < size; x++) out[row + x] = planes[row + size - 1 - x];
  }
  return out;
}

/** The prior [C,S,S] (`priorChannels`) of the mirrored face. */
export function mirroredPrior(prior: Float32Array, size: number): Float32Array {
  const out = mirroredPlanes(prior, size);
  const plane = size * size;
  for (let at = normalX * plane; at < (normalX + 1) * plane; at++) out[at] = -out[at];
  return out;
}

/**
 * The mean of a restored face and of its restored mirror image, which is turned back: what the network made up differs
 * between the two, what it saw does not (self-ensemble, Timofte et al. 2016). Written into `straight`.
 */
export function averageWithMirrored(straight: RgbImage, mirrored: RgbImage): void {
  const { data } = mirroredPicture(mirrored);
  for (let i = 0; i < data.length; i++) straight.data[i] = (straight.data[i] + data[i] + 1) >> 1;
}
