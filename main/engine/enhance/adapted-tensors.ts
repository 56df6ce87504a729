import type { ModelAdapter, PictureFormat } from '../../../preload/contract/model-adapter';
import type { PictureFeed, Tensor } from '../inference/tensors';
import type { RgbImage } from '../pixels/image';

/** value = byte * scale + offset */
const scales: Readonly<Record<PictureFormat['range'], { readonly scale: number; readonly offset: number }>> =
  {
    '0..1': { scale: 1 / 255, offset: 0 },
    '-1..1': { scale: 1 / 127.5, offset: -1 },
    '0..255': { scale: 1, offset: 0 },
  };

/** A picture as a network of this format takes it, pixel for pixel. The image's buffer goes along. */
export function pictureFeed(image: RgbImage, { layout, range, colour }: PictureFormat): PictureFeed {
  const { width, height } = image;
  return {
    image,
    tensorFromImage: { a: 1, b: 0, tx: 0, ty: 0 },
    ...{ width, height, layout, colour },
    ...scales[range],
    outside: 'border',
  };
}

/** The inputs beside the picture, by their names. @param values by ONNX input; the adapter's defaults otherwise */
export function parameterFeeds(
  { parameters }: Pick<ModelAdapter, 'parameters'>,
  values: Readonly<Record<string, number>>,
): Record<string, Tensor> {
  const feeds: Record<string, Tensor> = {};
  for (const { input, shape, default: usual } of parameters) {
    const length = shape.reduce((product, n) => product * n, 1);
    const value = values[input] ?? usual;
    const data = new Float32Array(length);
    if (typeof value === 'number') data.fill(value);
    else data.set(value);
    feeds[input] = { data, dims: shape };
  }
  return feeds;
}

/**
 * A tensor of this format as RGB bytes, rounded to the nearest level and clamped; NaN becomes 0.
 * @param data of a picture `width` x `height`, one picture
 * @param left, top of the part that is taken; its size is that of `out`
 */
export function unpackPicture(
  data: Float32Array,
  width: number,
  height: number,
  { layout, range, colour }: PictureFormat,
  out: RgbImage,
  left = 0,
  top = 0,
): void {
  const { scale, offset } = scales[range];
  const gain = 1 / (255 * scale);
  const shift = -offset * gain;
  const interleaved = layout === 'NHWC';
  const step = interleaved ? 3 : 1;
  const green = interleaved ? 1 : width * height;
  const red = colour === 'BGR' ? 2 * green : 0;
  const blue = 2 * green - red;
  const bytes = out.data;
  for (let y = 0, at = 0; y < out.height; y++) {
    let p = ((top + y) * width + left) * step;
    for (let x = 0; x < out.width; x++, p += step, at += 3) {
      bytes[at] = level(data[p + red] * gain + shift);
      bytes[at + 1] = level(data[p + green] * gain + shift);
      bytes[at + 2] = level(data[p + blue] * gain + shift);
    }
  }
}

/** 0..1 to a level. */
function level(value: number): number {
  return value >= 1 ? 255 : value > 0 ? (value * 255 + 0.5) | 0 : 0;
}
