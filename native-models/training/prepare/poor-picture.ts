import sharp from 'sharp';
import { createRgbImage, type RgbImage } from '../../../main/engine/pixels/image';

export async function readPicture(file: string): Promise<RgbImage> {
  return decoded(sharp(file));
}

/** Shrinks by `scale`, blurs, compresses as JPEG 4:2:0 and enlarges again: a face from a small, poor video. */
export async function poorFrame(image: RgbImage, scale: number, random: () => number): Promise<RgbImage> {
  const width = Math.max(16, Math.round(image.width * scale));
  const height = Math.max(16, Math.round(image.height * scale));
  let small = await decoded(encoded(image).resize(width, height, { fit: 'fill', kernel: 'cubic' }));
  if (random() < 0.5) small = await decoded(encoded(small).blur(0.4 + 0.8 * random()));
  const quality = Math.round(25 + 60 * random());
  const compressed = await encoded(small).jpeg({ quality, chromaSubsampling: '4:2:0' }).toBuffer();
  return decoded(sharp(compressed).resize(image.width, image.height, { fit: 'fill', kernel: 'cubic' }));
}

/** The papers' protocol on an aligned crop: 128 px by area, `low` px by bicubic, back to the crop's size by bicubic. */
export async function poorCrop(crop: RgbImage, low: number): Promise<RgbImage> {
  const reference = await decoded(encoded(crop).resize(128, 128, { fit: 'fill', kernel: 'linear' }));
  const small = await decoded(encoded(reference).resize(low, low, { fit: 'fill', kernel: 'cubic' }));
  return decoded(encoded(small).resize(crop.width, crop.height, { fit: 'fill', kernel: 'cubic' }));
}

function encoded(image: RgbImage): sharp.Sharp {
  return sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } });
}

async function decoded(picture: sharp.Sharp): Promise<RgbImage> {
  const { data, info } = await picture
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const image = createRgbImage(info.width, info.height);
  for (let p = 0; p < info.width * info.height; p++) {
    for (let c = 0; c < 3; c++)
      image.data[3 * p + c] = data[p * info.channels + Math.min(c, info.channels - 1)];
  }
  return image;
}
