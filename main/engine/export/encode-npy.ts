/** NumPy's names of the little-endian number types; `<Un` is text of n UTF-32 characters. */
export type NpyType = '<f4' | '<f8' | '<i4' | `<U${number}`;

/** Bytes of one element. */
export function npyItemBytes(type: NpyType): number {
  return type.startsWith('<U') ? 4 * Number(type.slice(2)) : Number(type.slice(2));
}

/** What comes before the values of a NumPy .npy file, format version 1.0 (NEP 1), row-major. */
export function npyHeader(type: NpyType, shape: readonly number[]): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // Magic, version, length and dictionary end on a multiple of 64 with a newline.
  const padded = Math.ceil((10 + dictionary.length + 1) / 64) * 64 - 10;
  const bytes = Buffer.alloc(10 + padded);
  bytes.write('\x93NUMPY', 'latin1');
  bytes.writeUInt8(1, 6);
  bytes.writeUInt8(0, 7);
  bytes.writeUInt16LE(padded, 8);
  bytes.write(`${dictionary.padEnd(padded - 1)}\n`, 10, 'latin1');
  return bytes;
}

/** A [rows, columns] float32 array as a NumPy .npy file, little-endian. */
export function encodeNpy(values: Float32Array, rows: number, columns: number): Uint8Array {
  if (values.length !== rows * columns)
    throw new RangeError(`${values.length} values are not ${rows} x ${columns}`);
  const header = npyHeader('<f4', [rows, columns]);
  const bytes = Buffer.alloc(header.length + values.length * 4);
  bytes.set(header);
  for (let i = 0; i < values.length; i++) bytes.writeFloatLE(values[i], header.length + i * 4);
  return bytes;
}

/** Words as the values of a `<Un` array: each padded with zeros to the longest. */
export function npyWords(words: readonly string[]): { readonly type: NpyType; readonly bytes: Uint8Array } {
  const characters = words.map((word) => Array.from(word, (character) => character.codePointAt(0) ?? 0));
  const longest = Math.max(1, ...characters.map(({ length }) => length));
  const bytes = Buffer.alloc(words.length * longest * 4);
  characters.forEach((word, row) => {
    word.forEach((point, i) => bytes.writeUInt32LE(point, (row * longest + i) * 4));
  });
  return { type: `<U${longest}`, bytes };
}
