import { open, type FileHandle } from 'node:fs/promises';

/** Types of numpy arrays that training reads: uint8, and little-endian uint16 and float32. */
type Element = 'u1' | 'u2' | 'f4';
const elementBytes: Readonly<Record<Element, number>> = { u1: 1, u2: 2, f4: 4 };

/**
 * A .npy file of rows that several processes fill side by side, each its own rows (NumPy enhancement proposal 1).
 * Rows that nobody writes are zero.
 */
export class NpyFile {
  private constructor(
    readonly rowBytes: number,
    private readonly file: FileHandle,
    private readonly headerBytes: number,
  ) {}

  /** @param shape rows first. Creates the file or opens one of the same shape. */
  static async open(path: string, element: Element, shape: readonly number[]): Promise<NpyFile> {
    const header = npyHeader(element, shape);
    const rowBytes = shape.slice(1).reduce((product, n) => product * n, elementBytes[element]);
    const file = await open(path, 'a').then(async (created) => {
      await created.close();
      return open(path, 'r+');
    });
    await file.write(header, 0, header.length, 0);
    await file.truncate(header.length + rowBytes * shape[0]);
    return new NpyFile(rowBytes, file, header.length);
  }

  async writeRow(row: number, values: Uint8Array | Uint16Array | Float32Array): Promise<void> {
    if (values.byteLength !== this.rowBytes)
      throw new Error(`a row has ${this.rowBytes} bytes, not ${values.byteLength}`);
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    await this.file.write(bytes, 0, bytes.length, this.headerBytes + row * this.rowBytes);
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}

function npyHeader(element: Element, shape: readonly number[]): Uint8Array {
  const type = element === 'u1' ? '|u1' : `<${element}`;
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const length = Math.ceil((10 + text.length + 1) / 64) * 64;
  const header = Buffer.alloc(length, ' ');
  header.write('\x93NUMPY\x01\x00', 0, 'latin1');
  header.writeUInt16LE(length - 10, 8);
  header.write(text, 10, 'latin1');
  header.write('\n', length - 1, 'latin1');
  return header;
}
