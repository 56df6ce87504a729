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

function raw(image: RgbImage): sharp.Sharp {
  return sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } });
}
