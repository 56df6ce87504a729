import { readFile } from 'node:fs/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import { unsuitableFile } from './unsuitable-file';

/** An array of a .npz, row by row; numbers or texts. */
export interface NpzEntry {
  readonly shape: readonly number[];
  readonly numbers: Float32Array | undefined;
  readonly texts: readonly string[] | undefined;
}

const remedy = 'Get the file again from its source';

/**
 * Reads a NumPy .npz: a ZIP archive (PKWARE APPNOTE.TXT; stored or deflated) of .npy arrays (NEP 1). Arrays are decoded
 * when they are asked for.
 * @throws StudioError `model-unsuitable`
 */
export async function openNpz(file: string): Promise<{
  readonly names: readonly string[];
  readonly read: (name: string) => NpzEntry | undefined;
}> {
  const bytes = await readFile(file);
  let lines: ReadonlyMap<string, DirectoryLine>;
  try {
    lines = readDirectory(bytes);
  } catch (cause) {
    throw unsuitableFile(file, 'is no NumPy .npz archive, or cut short', remedy, cause);
  }
  return {
    names: [...lines.keys()],
    read: (name) => {
      const line = lines.get(name);
      if (line === undefined) return undefined;
      try {
        return readNpy(contentOf(bytes, line));
      } catch (cause) {
        throw unsuitableFile(file, `has a damaged array ${name}`, remedy, cause);
      }
    },
  };
}

interface DirectoryLine {
  readonly method: number;
  readonly crc: number;
  readonly compressedBytes: number;
  readonly headerAt: number;
}

function readDirectory(bytes: Buffer): Map<string, DirectoryLine> {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new RangeError('no end of central directory');
  const lines = new Map<string, DirectoryLine>();
  let at = bytes.readUInt32LE(end + 16);
  for (let i = 0; i < bytes.readUInt16LE(end + 10); i++) {
    if (bytes.readUInt32LE(at) !== 0x02014b50) throw new RangeError('no directory line');
    const nameBytes = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameBytes);
    lines.set(name.replace(/\.npy$/, ''), {
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      compressedBytes: bytes.readUInt32LE(at + 20),
      headerAt: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return lines;
}

function contentOf(bytes: Buffer, { method, crc, compressedBytes, headerAt }: DirectoryLine): Buffer {
  const start = headerAt + 30 + bytes.readUInt16LE(headerAt + 26) + bytes.readUInt16LE(headerAt + 28);
  const stored = bytes.subarray(start, start + compressedBytes);
  if (method !== 0 && method !== 8) throw new RangeError(`compression method ${method}`);
  const content = method === 0 ? stored : inflateRawSync(stored);
  if (crc32(content) !== crc) throw new RangeError('its checksum is another');
  return content;
}

function readNpy(file: Buffer): NpzEntry {
  if (file.toString('latin1', 0, 6) !== '\x93NUMPY') throw new RangeError('no .npy');
  const isFirst = file.readUInt8(6) === 1;
  const headerBytes = isFirst ? file.readUInt16LE(8) : file.readUInt32LE(8);
  const start = (isFirst ? 10 : 12) + headerBytes;
  const header = file.toString('latin1', isFirst ? 10 : 12, start);
  const match = /'descr': '([^']+)'.*'fortran_order': (True|False).*'shape': \(([\d, ]*)\)/.exec(header);
  if (match === null) throw new RangeError(`header ${header}`);
  const [, type, fortran, sizes] = match;
  const shape = sizes.split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  if (fortran === 'True' && shape.length > 1) throw new RangeError('columns first');
  const count = shape.reduce((product, size) => product * size, 1);
  const [, kind, width] = /^[<|]([fiubU])(\d+)$/.exec(type) ?? [];
  const itemBytes = Number(width) * (kind === 'U' ? 4 : 1);
  if (file.length < start + count * itemBytes) throw new RangeError(`${file.length} bytes`);
  if (kind === 'U') return { shape, numbers: undefined, texts: textsOf(file, start, count, Number(width)) };
  const read = readers[`${kind}${width}`];
  const numbers = new Float32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = read(file, start + i * itemBytes);
  return { shape, numbers, texts: undefined };
}

const readers: Readonly<Record<string, (file: Buffer, at: number) => number>> = {
  f4: (file, at) => file.readFloatLE(at),
  f8: (file, at) => file.readDoubleLE(at),
  i4: (file, at) => file.readInt32LE(at),
  i8: (file, at) => Number(file.readBigInt64LE(at)),
  u4: (file, at) => file.readUInt32LE(at),
  u1: (file, at) => file.readUInt8(at),
  b1: (file, at) => file.readUInt8(at),
};

function textsOf(file: Buffer, start: number, count: number, width: number): string[] {
  return Array.from({ length: count }, (_, row) => {
    const points = Array.from({ length: width }, (__, i) => file.readUInt32LE(start + 4 * (row * width + i)));
    return String.fromCodePoint(...points.filter((point) => point !== 0));
  });
}
