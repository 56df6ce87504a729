import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';
import { unsuitableFile } from './unsuitable-file';

/** A numeric array of a MAT file, column by column as MATLAB keeps it. */
export interface MatArray {
  readonly shape: readonly number[];
  readonly values:
    | Float64Array
    | Float32Array
    | Int32Array
    | Uint32Array
    | Int16Array
    | Uint16Array
    | Int8Array
    | Uint8Array;
}

/** Storage types of the format, by number. */
const storage = {
  1: Int8Array,
  2: Uint8Array,
  3: Int16Array,
  4: Uint16Array,
  5: Int32Array,
  6: Uint32Array,
  7: Float32Array,
  9: Float64Array,
} as const;
const matrixType = 14;
const compressedType = 15;
/** mxDOUBLE_CLASS to mxUINT32_CLASS: plain numbers. Cells, structures and text are passed over. */
const numberClasses = { first: 6, last: 13 };
const headerBytes = 128;

interface Element {
  readonly type: number;
  readonly data: Buffer;
  /** Where the next one begins. */
  readonly end: number;
}

/**
 * The numeric arrays of a MATLAB 5 MAT-file ("MAT-File Format", The MathWorks; what `save -v6` and `-v7` write).
 * @throws StudioError `model-unsuitable`: no such file, cut short, of version 7.3
 */
export async function readMat(file: string): Promise<Map<string, MatArray>> {
  const bytes = await readFile(file);
  const text = bytes.toString('latin1', 0, 19);
  if (text.startsWith('MATLAB 7.3')) {
    throw unsuitableFile(file, 'is a MAT-file of version 7.3', 'Save it again in MATLAB with -v7');
  }
  if (bytes.length < headerBytes || bytes.toString('latin1', 126, 128) !== 'IM') {
    throw unsuitableFile(file, 'is no little-endian MATLAB 5 MAT-file', 'Get the file again from its source');
  }
  const arrays = new Map<string, MatArray>();
  try {
    for (let at = headerBytes; at < bytes.length;) {
      const element = elementAt(bytes, at);
      at = element.end;
      const matrix = element.type === compressedType ? elementAt(inflateSync(element.data), 0) : element;
      if (matrix.type !== matrixType) continue;
      const found = arrayOf(matrix.data);
      if (found !== undefined) arrays.set(found.name, found.array);
    }
  } catch (cause) {
    throw unsuitableFile(file, 'is damaged or cut short', 'Get the file again from its source', cause);
  }
  return arrays;
}

/** @throws RangeError where it reaches past the end */
function elementAt(bytes: Buffer, at: number): Element {
  const tag = bytes.readUInt32LE(at);
  // Up to four bytes lie within the tag itself.
  const isSmall = tag >>> 16 !== 0;
  const type = isSmall ? tag & 0xffff : tag;
  const length = isSmall ? tag >>> 16 : bytes.readUInt32LE(at + 4);
  const start = at + (isSmall ? 4 : 8);
  if (start + length > bytes.length) throw new RangeError(`an element of ${length} bytes at ${start}`);
  const padded = type === compressedType ? start + length : start + Math.ceil(length / 8) * 8;
  return { type, data: bytes.subarray(start, start + length), end: isSmall ? at + 8 : padded };
}

function arrayOf(matrix: Buffer): { name: string; array: MatArray } | undefined {
  const flags = elementAt(matrix, 0);
  const dimensions = elementAt(matrix, flags.end);
  const name = elementAt(matrix, dimensions.end);
  const arrayClass = flags.data.readUInt8(0);
  if (arrayClass < numberClasses.first || arrayClass > numberClasses.last) return undefined;
  const real = elementAt(matrix, name.end);
  const ArrayType = storage[real.type as keyof typeof storage];
  const shape = Array.from({ length: dimensions.data.length / 4 }, (_, i) =>
    dimensions.data.readInt32LE(4 * i),
  );
  // Copied: elements need not be aligned for their type.
  const { buffer, byteOffset, length } = real.data;
  const values = new ArrayType(buffer.slice(byteOffset, byteOffset + length) as ArrayBuffer);
  const expected = shape.reduce((product, n) => product * n, 1);
  if (values.length !== expected) throw new RangeError(`${values.length} numbers for [${shape.join()}]`);
  return { name: name.data.toString('latin1'), array: { shape, values } };
}
