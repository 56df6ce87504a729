import {
  rawPictureHeader,
  tableHeader,
  type PictureFormat,
} from '../../../../preload/contract/studio/resources';
import { encodeJpeg } from '../../export/encode-picture';
import type { RgbImage } from '../../pixels/image';
import type { ResourceAnswer } from '../resource-answer';

type Cache = ResourceAnswer['cache'];

/** Quality of the pictures that are looked at: differences to the raw ones are below a level on average. */
const viewingQuality = 95;

export function bytesAnswer(type: string, body: Uint8Array, cache: Cache = 'immutable'): ResourceAnswer {
  return { status: 200, type, body, cache };
}

export function jsonAnswer(value: unknown, cache: Cache = 'immutable'): ResourceAnswer {
  return bytesAnswer('application/json', new TextEncoder().encode(JSON.stringify(value)), cache);
}

/** @param values [rows, columns] */
export function tableAnswer(
  columns: number,
  values: Float32Array,
  cache: Cache = 'immutable',
): ResourceAnswer {
  return bytesAnswer('application/octet-stream', encodeTable(columns, values), cache);
}

/** See `tableHeader`. @param values [rows, columns] */
export function encodeTable(columns: number, values: Float32Array): Uint8Array {
  const rows = columns === 0 ? 0 : values.length / columns;
  const out = headed(tableHeader, [rows, columns], values.byteLength);
  out.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), tableHeader.bytes);
  return out;
}

/** See `rawPictureHeader`. */
export function encodeRaw({ width, height, data }: RgbImage): Uint8Array {
  const out = headed(rawPictureHeader, [width, height], data.length);
  out.set(data, rawPictureHeader.bytes);
  return out;
}

export async function encodePicture(image: RgbImage, format: PictureFormat): Promise<Uint8Array> {
  return format === 'raw' ? encodeRaw(image) : encodeJpeg(image, viewingQuality);
}

export function pictureType(format: PictureFormat): string {
  return format === 'raw' ? 'application/octet-stream' : 'image/jpeg';
}

function headed(
  header: { readonly magic: string; readonly bytes: number },
  numbers: readonly number[],
  bodyBytes: number,
): Uint8Array {
  const out = new Uint8Array(header.bytes + bodyBytes);
  out.set(new TextEncoder().encode(header.magic));
  const view = new DataView(out.buffer);
  numbers.forEach((value, i) => {
    view.setUint32(4 + 4 * i, value, true);
  });
  return out;
}
