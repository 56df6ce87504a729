import path from 'node:path';

export type StillFormat = 'png' | 'jpeg' | 'webp' | 'tiff';

const formats: Readonly<Record<string, StillFormat>> = {
  '.png': 'png',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.webp': 'webp',
  '.tif': 'tiff',
  '.tiff': 'tiff',
};

/** The still format a file name asks for, or undefined. */
export function stillFormatOf(file: string): StillFormat | undefined {
  return formats[path.extname(file).toLowerCase()];
}

/** Largest side each format can hold, pixels (JPEG: 16-bit fields less one; WebP: 14 bits; PNG and TIFF: 31 bits). */
export const largestStillSide: Readonly<Record<StillFormat, number>> = {
  png: 0x7fffffff,
  jpeg: 65_500,
  webp: 16_383,
  tiff: 0x7fffffff,
};
