import sharp from 'sharp';
import type { MediaInfo } from '../../../preload/contract/media';
import { StudioError } from '../errors/studio-error';
import type { RgbImage } from '../pixels/image';
import { checkInput } from './check-input';
import { largestStillPixels, probeStill } from './probe-still';

export interface StillPicture {
  readonly image: RgbImage;
  /** height x width, 0 = transparent, present only when some pixel is not opaque. */
  readonly alpha?: Uint8Array;
  readonly info: MediaInfo;
}

/**
 * Reads a photograph upright (EXIF orientation applied) as 8-bit sRGB (embedded ICC profiles converted; grey and CMYK
 * become RGB). Colour under transparency is kept as stored.
 * @throws StudioError `input-*`; a cut-off file is `input-truncated`.
 */
export async function readStill(path: string): Promise<StillPicture> {
  const bytes = await checkInput(path);
  const info = await probeStill(path, bytes);
  if (info === undefined) {
    throw new StudioError(
      'input-not-media',
      `${path} is not a picture that can be read. Convert it to PNG or JPEG.`,
    );
  }
  const decoded = await decode(path);
  const { width, height, channels } = decoded.info;
  const pixels = width * height;
  if (channels === 3) return { image: { width, height, data: decoded.data }, info };
  const data = new Uint8Array(pixels * 3);
  const alpha = new Uint8Array(pixels);
  let opaque = true;
  for (let i = 0, from = 0, to = 0; i < pixels; i++, from += 4, to += 3) {
    data[to] = decoded.data[from];
    data[to + 1] = decoded.data[from + 1];
    data[to + 2] = decoded.data[from + 2];
    alpha[i] = decoded.data[from + 3];
    opaque &&= alpha[i] === 255;
  }
  return { image: { width, height, data }, ...(opaque ? {} : { alpha }), info };
}

async function decode(path: string): Promise<{ data: Uint8Array; info: sharp.OutputInfo }> {
  try {
    // autoOrient before toColourspace; sharp turns embedded profiles into sRGB on the way.
    const picture = sharp(path, { limitInputPixels: largestStillPixels, failOn: 'truncated' })
      .autoOrient()
      .toColourspace('srgb');
    const { hasAlpha } = await sharp(path, { limitInputPixels: largestStillPixels }).metadata();
    const layered = hasAlpha ? picture.ensureAlpha() : picture.removeAlpha();
    const { data, info } = await layered.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    // Not a Buffer: its `slice` shares memory, where a picture's is a copy.
    return { data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength), info };
  } catch (error) {
    const words = error instanceof Error ? error.message.split('\n')[0] : '';
    const cut = /premature|truncat|end of|unexpected end|not enough|read gave/i.test(words);
    throw new StudioError(
      cut ? 'input-truncated' : 'input-not-media',
      cut
        ? `${path} is cut off: the picture ends before its last row. Fetch it again.`
        : `${path} cannot be decoded (${words}). Convert it to PNG or JPEG.`,
      { cause: error },
    );
  }
}
