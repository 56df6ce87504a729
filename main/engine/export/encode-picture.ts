import sharp from 'sharp';
import type { RgbImage } from '../pixels/image';

/** PNG bytes of a picture, lossless, sRGB. */
export async function encodePng(image: RgbImage): Promise<Uint8Array> {
  return raw(image).png({ compressionLevel: 6 }).toBuffer();
}

/** JPEG bytes for pages, 4:4:4. @param quality 1..100 */
export async function encodeJpeg(image: RgbImage, quality = 88): Promise<Uint8Array> {
  return raw(image).jpeg({ quality, chromaSubsampling: '4:4:4' }).toBuffer();
}

/**
 * PNG bytes of a plane, grey or, over a picture, its transparency.
 * @param plane [height, width] 0..255
 */
export async function encodeGreyPng(width: number, height: number, plane: Uint8Array): Promise<Uint8Array> {
  return sharp(plane, { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 4 })
    .toBuffer();
}

/** PNG bytes of a picture with transparency. @param alpha [height, width] 0 = transparent */
export async function encodePngWithAlpha(image: RgbImage, alpha: Uint8Array): Promise<Uint8Array> {
  const { width, height } = image;
  const { buffer, byteOffset, byteLength } = alpha;
  return raw(image)
    .joinChannel(Buffer.from(buffer, byteOffset, byteLength), { raw: { width, height, channels: 1 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
}

export interface SmallPicture {
  /** Pixels; a smaller picture is not enlarged. */
  readonly height: number;
  /** The part of the picture to show; all of it by default. */
  readonly part?: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

/** JPEG bytes of a picture reduced to a height, for lists. */
export async function encodeSmallJpeg(image: RgbImage, small: SmallPicture): Promise<Uint8Array> {
  const { part, height } = small;
  const picture = part === undefined ? raw(image) : raw(image).extract(part);
  return picture
    .resize({ height, withoutEnlargement: true })
    .jpeg({ quality: 82, chromaSubsampling: '4:4:4' })
    .toBuffer();
}

/** JPEG bytes of a picture that is only passed by: small before faithful. */
export async function encodeProxyJpeg(image: RgbImage): Promise<Uint8Array> {
  return raw(image).jpeg({ quality: 75 }).toBuffer();
}

function raw(image: RgbImage): sharp.Sharp {
  return sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } });
}
