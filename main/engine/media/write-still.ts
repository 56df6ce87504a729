import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { StudioError } from '../errors/studio-error';
import type { RgbImage } from '../pixels/image';
import { largestStillSide, stillFormatOf } from './still-formats';
import { partName } from './part-name';

export interface StillOptions {
  /** 0..100 for JPEG and WebP (100 is lossless WebP); PNG and TIFF are always lossless. */
  readonly quality?: number;
  /** height x width, 0 = transparent. JPEG cannot keep it: it is laid on white. */
  readonly alpha?: Uint8Array | undefined;
}

/**
 * Writes a picture as PNG, JPEG, WebP or TIFF by the name's extension, with an sRGB profile, through a temporary name.
 * @throws StudioError `output-format`, `output-disk-full`, `output-not-writable`.
 */
export async function writeStill(file: string, image: RgbImage, options: StillOptions = {}): Promise<void> {
  const format = stillFormatOf(file);
  if (format === undefined) {
    throw new StudioError(
      'output-format',
      `${file}: pictures are written as .png, .jpg, .webp or .tiff. Change the name's extension.`,
    );
  }
  const { width, height } = image;
  if (Math.max(width, height) > largestStillSide[format]) {
    throw new StudioError(
      'output-format',
      `${file}: ${format} holds at most ${largestStillSide[format]} pixels on a side, the picture is ${width} x ${height}. Write .png instead.`,
    );
  }
  const quality = Math.min(100, Math.max(1, Math.round(options.quality ?? 92)));
  const data = options.alpha !== undefined && format === 'jpeg' ? onWhite(image, options.alpha) : image.data;
  let picture = sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false });
  if (options.alpha !== undefined && format !== 'jpeg') {
    const { buffer, byteOffset, byteLength } = options.alpha;
    picture = picture.joinChannel(Buffer.from(buffer, byteOffset, byteLength), {
      raw: { width, height, channels: 1 },
    });
  }
  picture = picture.withIccProfile('srgb');
  if (format === 'png') picture = picture.png();
  else if (format === 'tiff') picture = picture.tiff({ compression: 'lzw', predictor: 'horizontal' });
  else if (format === 'jpeg')
    picture = picture.jpeg({ quality, chromaSubsampling: quality >= 90 ? '4:4:4' : '4:2:0' });
  else picture = picture.webp(quality === 100 ? { lossless: true } : { quality });
  const part = partName(file);
  try {
    await picture.toFile(part);
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw asOutputError(error, path.resolve(file));
  }
}

/** Lays a picture on white, in its coded values as browsers do. */
function onWhite(image: RgbImage, alpha: Uint8Array): Uint8Array {
  const out = new Uint8Array(image.data.length);
  for (let i = 0; i < out.length; i++) {
    const opacity = alpha[Math.floor(i / 3)];
    out[i] = Math.round((image.data[i] * opacity + 255 * (255 - opacity)) / 255);
  }
  return out;
}

function asOutputError(error: unknown, file: string): StudioError {
  const words = error instanceof Error ? error.message.split('\n')[0] : '';
  if (/ENOSPC|No space left/i.test(words)) {
    return new StudioError(
      'output-disk-full',
      `The disk is full while writing ${file}. Free some space and run the same command again.`,
      { cause: error },
    );
  }
  return new StudioError(
    'output-not-writable',
    `${file} cannot be written (${words}). Check the folder and its permissions.`,
    { cause: error },
  );
}
