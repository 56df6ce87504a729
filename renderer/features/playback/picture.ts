import { rawPictureHeader } from '../../../preload/contract/studio/resources';

/** A frame's pixels. `raw` is exact: RGB, 3 bytes a pixel, sRGB, rows from the top; `bitmap` came from a JPEG. */
export type Picture =
  | { readonly kind: 'raw'; readonly width: number; readonly height: number; readonly rgb: Uint8Array }
  | {
      readonly kind: 'bitmap';
      readonly width: number;
      readonly height: number;
      readonly bitmap: ImageBitmap;
    };

/** A view of the pixels inside the answer: nothing is copied. Throws where the bytes are not such a picture. */
export function decodeRawPicture(bytes: ArrayBuffer): Picture & { kind: 'raw' } {
  const header = new DataView(bytes);
  const magic = String.fromCharCode(...new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength)));
  if (bytes.byteLength < rawPictureHeader.bytes || magic !== rawPictureHeader.magic) {
    throw new Error('The picture does not start with FRGB: renderer and engine differ in version.');
  }
  const width = header.getUint32(4, true);
  const height = header.getUint32(8, true);
  if (bytes.byteLength !== rawPictureHeader.bytes + width * height * 3) {
    throw new Error(`The picture says ${width} x ${height} but holds ${bytes.byteLength} bytes.`);
  }
  return { kind: 'raw', width, height, rgb: new Uint8Array(bytes, rawPictureHeader.bytes) };
}

/** Bytes it holds on to. */
export function pictureBytes(picture: Picture): number {
  return picture.width * picture.height * (picture.kind === 'raw' ? 3 : 4);
}

export function closePicture(picture: Picture): void {
  if (picture.kind === 'bitmap') picture.bitmap.close();
}

/** Red, green and blue of one pixel, 0..255; undefined for a bitmap, whose values a JPEG has changed. */
export function pixelOf(
  picture: Picture,
  x: number,
  y: number,
): readonly [number, number, number] | undefined {
  if (picture.kind !== 'raw' || x < 0 || y < 0 || x >= picture.width || y >= picture.height) return undefined;
  const at = (Math.floor(y) * picture.width + Math.floor(x)) * 3;
  return [picture.rgb[at], picture.rgb[at + 1], picture.rgb[at + 2]];
}
