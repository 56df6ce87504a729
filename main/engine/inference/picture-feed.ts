import { cutWindow } from '../geometry/frame-window';
import { shrinkRgb } from '../geometry/shrink-image';
import { compose, invert, scaleOf } from '../geometry/similarity';
import type { Similarity } from '../geometry/types';
import type { RgbImage } from '../pixels/image';
import type { PictureFeed, Tensor } from './tensors';

export type PictureRequest = Omit<PictureFeed, 'image'>;

/**
 * Copies the part of `frame` that a tensor sees, so that the copy can be handed to another thread while the frame's
 * buffer goes back to its owner. `tensorFromImage` of the result is in the coordinates of the copy.
 * @param tensorFromFrame frame pixels to tensor pixels
 */
export function cutPicture(
  frame: RgbImage,
  tensorFromFrame: Similarity,
  request: Omit<PictureRequest, 'tensorFromImage'>,
): PictureFeed {
  const { image, left, top } = cutWindow(frame, tensorFromFrame, request.width, request.height);
  return { ...request, image, tensorFromImage: compose(tensorFromFrame, { a: 1, b: 0, tx: left, ty: top }) };
}

/**
 * A picture as a tensor, [1, 3, height, width] or for NHWC [1, height, width, 3]: blocks averaged where it shrinks by
 * two or more, then bilinear.
 */
export function pictureToTensor(feed: PictureFeed): Tensor {
  const { width, height, scale, offset } = feed;
  let image = feed.image;
  let imageFromTensor = invert(feed.tensorFromImage);
  const factor = Math.floor(scaleOf(imageFromTensor) + 1e-6);
  if (factor >= 2) {
    image = shrinkRgb(image, 0, 0, image.width, image.height, factor);
    imageFromTensor = compose({ a: 1 / factor, b: 0, tx: 0, ty: 0 }, imageFromTensor);
  }
  const { a, b, tx, ty } = imageFromTensor;
  const source = image.data;
  const lastX = image.width - 1;
  const lastY = image.height - 1;
  const plane = width * height;
  const data = new Float32Array(3 * plane);
  const interleaved = feed.layout === 'NHWC';
  const step = interleaved ? 3 : 1;
  const green = interleaved ? 1 : plane;
  const red = feed.colour === 'BGR' ? 2 * green : 0;
  const blue = 2 * green - red;
  const stride = image.width * 3;
  let o = 0;
  for (let y = 0; y < height; y++) {
    let sx = a * 0.5 - b * (y + 0.5) + tx - 0.5;
    let sy = b * 0.5 + a * (y + 0.5) + ty - 0.5;
    for (let x = 0; x < width; x++, o += step, sx += a, sy += b) {
      const cx = sx < 0 ? 0 : sx > lastX ? lastX : sx;
      const cy = sy < 0 ? 0 : sy > lastY ? lastY : sy;
      const x0 = cx | 0;
      const y0 = cy | 0;
      const wx = cx - x0;
      const wy = cy - y0;
      const p0 = y0 * stride + x0 * 3;
      const p1 = y0 < lastY ? p0 + stride : p0;
      const q0 = x0 < lastX ? p0 + 3 : p0;
      const q1 = q0 + p1 - p0;
      const w11 = wx * wy * scale;
      const w10 = wy * scale - w11;
      const w01 = wx * scale - w11;
      const w00 = scale - w01 - w10 - w11;
      data[o + red] = w00 * source[p0] + w01 * source[q0] + w10 * source[p1] + w11 * source[q1] + offset;
      data[o + green] =
        w00 * source[p0 + 1] + w01 * source[q0 + 1] + w10 * source[p1 + 1] + w11 * source[q1 + 1] + offset;
      data[o + blue] =
        w00 * source[p0 + 2] + w01 * source[q0 + 2] + w10 * source[p1 + 2] + w11 * source[q1 + 2] + offset;
    }
  }
  if (feed.outside === 'black') blacken(data, feed);
  return { data, dims: interleaved ? [1, height, width, 3] : [1, 3, height, width] };
}

/** Sets what lies outside the picture to the value of black; planes only. */
function blacken(data: Float32Array, feed: PictureFeed): void {
  if (feed.layout === 'NHWC') throw new RangeError('black surroundings are for NCHW tensors only');
  const { a, tx, ty } = feed.tensorFromImage;
  const left = limit(Math.round(tx), 0, feed.width);
  const right = limit(Math.round(tx + a * feed.image.width), 0, feed.width);
  const top = limit(Math.round(ty), 0, feed.height);
  const bottom = limit(Math.round(ty + a * feed.image.height), 0, feed.height);
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < feed.height; y++) {
      const row = (c * feed.height + y) * feed.width;
      if (y < top || y >= bottom) data.fill(feed.offset, row, row + feed.width);
      else {
        data.fill(feed.offset, row, row + left);
        data.fill(feed.offset, row + right, row + feed.width);
      }
    }
  }
}

function limit(value: number, low: number, high: number): number {
  return value < low ? low : value > high ? high : value;
}
