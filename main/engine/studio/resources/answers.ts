import { rawPictureHeader, tableHeader } from '../../../../preload/contract/studio/resources';
import type { RgbImage } from '../../pixels/image';
import type { ResourceAnswer } from '../resource-answer';

type Cache = ResourceAnswer['cache'];

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
export function rawAnswer({ width, height, data }: RgbImage, cache: Cache): ResourceAnswer {
  const out = headed(rawPictureHeader, [width, height], data.length);
  out.set(data, rawPictureHeader.bytes);
  return bytesAnswer('application/octet-stream', out, cache);
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
