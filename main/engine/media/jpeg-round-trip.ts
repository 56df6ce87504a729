import sharp from 'sharp';
import type { RgbImage } from '../pixels/image';

/** What is left of a picture after JPEG. @param quality 1..100, libjpeg's scale */
export async function jpegRoundTrip(
  { width, height, data }: RgbImage,
  quality: number,
  chromaSubsampling: '4:2:0' | '4:4:4',
): Promise<RgbImage> {
  const bytes = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality, chromaSubsampling })
    .toBuffer();
  const pixels = await sharp(bytes).raw({ depth: 'uchar' }).toBuffer();
  return { width, height, data: new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength) };
}
