import sharp from 'sharp';

/** RGB, HWC, sRGB full range, as the whole studio keeps pictures. */
export type Picture = { width: number; height: number; rgb: Uint8Array };

/** Decodes a file upright (EXIF applied), not larger than `longSide`. */
export async function loadPicture(path: string, longSide = 1280): Promise<Picture> {
  const { data, info } = await sharp(path)
    .rotate()
    .resize(longSide, longSide, { fit: 'inside', withoutEnlargement: true })
    .flatten()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 3) throw new Error(`${path} did not decode to RGB`);
  return { width: info.width, height: info.height, rgb: data };
}

/** [x, y] in pixels; x right, y down, pixel centres at +0.5. */
export type Point = readonly [number, number];

/** frame = origin + x * axis + y * perpendicular(axis): a similarity from crop pixels to frame pixels. */
export type FrameFromCrop = { origin: Point; axis: Point };

export function toFrame({ origin, axis }: FrameFromCrop, [x, y]: Point): Point {
  return [origin[0] + x * axis[0] - y * axis[1], origin[1] + x * axis[1] + y * axis[0]];
}

/** A square of `side` frame pixels around `centre`, turned by `radians`, seen as `cropSize` pixels. */
export function squareCrop(centre: Point, side: number, radians: number, cropSize: number): FrameFromCrop {
  const scale = side / cropSize;
  const axis: Point = [scale * Math.cos(radians), scale * Math.sin(radians)];
  const half = cropSize / 2;
  return { axis, origin: [centre[0] - half * (axis[0] - axis[1]), centre[1] - half * (axis[1] + axis[0])] };
}

/**
 * Bilinear crop, black outside the picture.
 * @returns Float32Array [3, cropSize, cropSize], RGB, `value * gain + offset`
 */
export function cropNchw(
  picture: Picture,
  frameFromCrop: FrameFromCrop,
  cropSize: number,
  gain: number,
  offset: number,
) {
  const { width, height, rgb } = picture;
  const plane = cropSize * cropSize;
  const out = new Float32Array(3 * plane);
  for (let row = 0; row < cropSize; row++) {
    for (let column = 0; column < cropSize; column++) {
      const [x, y] = toFrame(frameFromCrop, [column + 0.5, row + 0.5]);
      const left = Math.floor(x - 0.5);
      const top = Math.floor(y - 0.5);
      const rightShare = x - 0.5 - left;
      const bottomShare = y - 0.5 - top;
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (let corner = 0; corner < 4; corner++) {
          const cornerX = left + (corner & 1);
          const cornerY = top + (corner >> 1);
          if (cornerX < 0 || cornerY < 0 || cornerX >= width || cornerY >= height) continue;
          const share =
            (corner & 1 ? rightShare : 1 - rightShare) * (corner >> 1 ? bottomShare : 1 - bottomShare);
          sum += share * rgb[(cornerY * width + cornerX) * 3 + channel];
        }
        out[channel * plane + row * cropSize + column] = sum * gain + offset;
      }
    }
  }
  return out;
}
