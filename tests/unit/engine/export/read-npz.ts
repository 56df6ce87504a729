import { crc32 } from 'node:zlib';

export interface NpyContent {
  readonly descr: string;
  readonly shape: readonly number[];
  readonly bytes: Buffer;
}

/** Reads a .npz by the letter of APPNOTE.TXT (with ZIP64) and NEP 1, knowing nothing of the writer. */
export function readNpz(file: Buffer): Map<string, NpyContent> {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('no end of central directory');
  let count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  if (at === 0xffffffff) {
    const locator = end - 20;
    if (file.readUInt32LE(locator) !== 0x07064b50) throw new Error('no ZIP64 locator');
    const large = Number(file.readBigUInt64LE(locator + 8));
    if (file.readUInt32LE(large) !== 0x06064b50) throw new Error('no ZIP64 end');
    count = Number(file.readBigUInt64LE(large + 32));
    at = Number(file.readBigUInt64LE(large + 48));
  }
  const arrays = new Map<string, NpyContent>();
  for (let i = 0; i < count; i++) {
    if (file.readUInt32LE(at) !== 0x02014b50) throw new Error('no directory line');
    const nameLength = file.readUInt16LE(at + 28);
    const extraLength = file.readUInt16LE(at + 30);
    const name = file.toString('latin1', at + 46, at + 46 + nameLength);
    let size = file.readUInt32LE(at + 24);
    let local = file.readUInt32LE(at + 42);
    if (size === 0xffffffff) {
      const extra = at + 46 + nameLength;
      if (file.readUInt16LE(extra) !== 1) throw new Error('no ZIP64 field');
      size = Number(file.readBigUInt64LE(extra + 4));
      local = Number(file.readBigUInt64LE(extra + 20));
    }
    if (file.readUInt32LE(local) !== 0x04034b50) throw new Error('no local header');
    if (file.readUInt16LE(local + 8) !== 0) throw new Error('not stored');
    const data = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
    const content = file.subarray(data, data + size);
    for (const stated of [file.readUInt32LE(at + 16), file.readUInt32LE(local + 14)]) {
      if (stated !== crc32(content)) throw new Error(`${name}: wrong CRC`);
    }
    arrays.set(name.replace(/\.npy$/, ''), readNpy(content));
    at += 46 + nameLength + extraLength + file.readUInt16LE(at + 32);
  }
  return arrays;
}

export function readNpy(file: Buffer): NpyContent {
  if (file.toString('latin1', 0, 8) !== '\x93NUMPY\x01\x00') throw new Error('not .npy 1.0');
  const length = file.readUInt16LE(8);
  if ((10 + length) % 64 !== 0) throw new Error('the header is not aligned');
  const header = file.toString('latin1', 10, 10 + length);
  const match = /^\{'descr': '([^']+)', 'fortran_order': False, 'shape': \(([\d, ]*)\), \} *\n$/.exec(header);
  if (match === null) throw new Error(`header: ${header}`);
  const shape = match[2].split(',').flatMap((size) => (size.trim() === '' ? [] : [Number(size)]));
  const [, kind, width] = /^<([fiU])(\d+)$/.exec(match[1]) ?? [];
  const bytes = file.subarray(10 + length);
  const itemBytes = Number(width) * (kind === 'U' ? 4 : 1);
  if (bytes.length !== shape.reduce((product, size) => product * size, itemBytes)) {
    throw new Error(`${bytes.length} bytes for ${match[1]} (${match[2]})`);
  }
  return { descr: match[1], shape, bytes };
}

/** The values of a `<f4`, `<f8` or `<i4` array. */
export function npyNumbers({ descr, bytes }: NpyContent): number[] {
  const size = Number(descr.slice(2));
  return Array.from({ length: bytes.length / size }, (_, i) => {
    if (descr === '<f4') return bytes.readFloatLE(i * size);
    if (descr === '<f8') return bytes.readDoubleLE(i * size);
    if (descr === '<i4') return bytes.readInt32LE(i * size);
    throw new Error(`${descr} is not a number type`);
  });
}

/** The words of a `<Un` array. */
export function npyTexts({ descr, bytes }: NpyContent): string[] {
  const width = Number(descr.slice(2));
  return Array.from({ length: bytes.length / width / 4 }, (_, row) => {
    const points = Array.from({ length: width }, (__, i) => bytes.readUInt32LE((row * width + i) * 4));
    return String.fromCodePoint(...points.filter((point) => point !== 0));
  });
}
