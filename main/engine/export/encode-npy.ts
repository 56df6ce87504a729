/** A [rows, columns] float32 array as a NumPy .npy file, format version 1.0 (NEP 1), little-endian, row-major. */
export function encodeNpy(values: Float32Array, rows: number, columns: number): Uint8Array {
  if (values.length !== rows * columns)
    throw new RangeError(`${values.length} values are not ${rows} x ${columns}`);
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  // Magic, version, length and dictionary end on a multiple of 64 with a newline.
  const padded = Math.ceil((10 + dictionary.length + 1) / 64) * 64 - 10;
  const bytes = Buffer.alloc(10 + padded + values.length * 4);
  bytes.write('\x93NUMPY', 'latin1');
  bytes.writeUInt8(1, 6);
  bytes.writeUInt8(0, 7);
  bytes.writeUInt16LE(padded, 8);
  bytes.write(`${dictionary.padEnd(padded - 1)}\n`, 10, 'latin1');
  for (let i = 0; i < values.length; i++) bytes.writeFloatLE(values[i], 10 + padded + i * 4);
  return bytes;
}
