import type { FileHandle } from 'node:fs/promises';
import { FileSection, writeAt } from './file-section';

/** Sizes and offsets from here on do not fit into the classic fields (APPNOTE.TXT 4.4.8). */
const classicLimit = 0xffffffff;
/** 1980-01-01: the first day of ZIP's calendar; the same content is the same file. */
const firstDay = 0x0021;

export interface ZipEntry {
  /** ASCII. */
  readonly name: string;
  readonly bytes: number;
}

/**
 * Writes a ZIP archive (PKWARE APPNOTE.TXT 6.3) of uncompressed entries whose lengths are known beforehand, so that all
 * of them are filled in one pass; with ZIP64 fields where it grows past 4 GiB.
 * @param fill must fill every entry's section; they are finished afterwards
 * @param zip64From bytes of the archive from which ZIP64 is used
 */
export async function writeStoredZip(
  file: FileHandle,
  entries: readonly ZipEntry[],
  fill: (sections: ReadonlyMap<string, FileSection>) => Promise<void>,
  zip64From = classicLimit,
): Promise<void> {
  // A header and a line of the directory are below 160 bytes and twice the name.
  const estimate = entries.reduce((sum, { name, bytes }) => sum + bytes + 160 + 2 * name.length, 0);
  const isLarge = estimate >= zip64From;
  let end = 0;
  const placed = entries.map((entry) => {
    const headerAt = end;
    const section = new FileSection(file, headerAt + localHeader(entry, 0, isLarge).length, entry.bytes);
    end = section.offset + section.length;
    return { entry, headerAt, section };
  });
  await fill(new Map(placed.map(({ entry, section }) => [entry.name, section])));
  const directory: Buffer[] = [];
  for (const { entry, headerAt, section } of placed) {
    await section.finish();
    await writeAt(file, localHeader(entry, section.crc, isLarge), headerAt);
    directory.push(directoryLine(entry, section.crc, headerAt, isLarge));
  }
  const lines = Buffer.concat(directory);
  await writeAt(file, Buffer.concat([lines, ending(entries.length, lines.length, end, isLarge)]), end);
}

/** Version needed, flags, method (stored), time and date: shared by both kinds of header. */
function writeShared(into: Buffer, at: number, entry: ZipEntry, crc: number, isLarge: boolean): void {
  into.writeUInt16LE(isLarge ? 45 : 20, at);
  into.writeUInt16LE(firstDay, at + 8);
  into.writeUInt32LE(crc, at + 10);
  into.writeUInt32LE(isLarge ? classicLimit : entry.bytes, at + 14);
  into.writeUInt32LE(isLarge ? classicLimit : entry.bytes, at + 18);
  into.writeUInt16LE(entry.name.length, at + 22);
}

/** The ZIP64 extra field (4.5.3): uncompressed and compressed size, in the directory also the place. */
function extraField(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + values.length * 8);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(values.length * 8, 2);
  values.forEach((value, i) => extra.writeBigUInt64LE(BigInt(value), 4 + i * 8));
  return extra;
}

function localHeader(entry: ZipEntry, crc: number, isLarge: boolean): Buffer {
  const extra = isLarge ? extraField([entry.bytes, entry.bytes]) : Buffer.alloc(0);
  const fixed = Buffer.alloc(30);
  fixed.writeUInt32LE(0x04034b50, 0);
  writeShared(fixed, 4, entry, crc, isLarge);
  fixed.writeUInt16LE(extra.length, 28);
  return Buffer.concat([fixed, Buffer.from(entry.name, 'latin1'), extra]);
}

function directoryLine(entry: ZipEntry, crc: number, headerAt: number, isLarge: boolean): Buffer {
  const extra = isLarge ? extraField([entry.bytes, entry.bytes, headerAt]) : Buffer.alloc(0);
  const fixed = Buffer.alloc(46);
  fixed.writeUInt32LE(0x02014b50, 0);
  fixed.writeUInt16LE(isLarge ? 45 : 20, 4);
  writeShared(fixed, 6, entry, crc, isLarge);
  fixed.writeUInt16LE(extra.length, 30);
  fixed.writeUInt32LE(isLarge ? classicLimit : headerAt, 42);
  return Buffer.concat([fixed, Buffer.from(entry.name, 'latin1'), extra]);
}

function ending(count: number, bytes: number, at: number, isLarge: boolean): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(bytes, 12);
  end.writeUInt32LE(isLarge ? classicLimit : at, 16);
  if (!isLarge) return end;
  const large = Buffer.alloc(56);
  large.writeUInt32LE(0x06064b50, 0);
  large.writeBigUInt64LE(44n, 4);
  large.writeUInt16LE(45, 12);
  large.writeUInt16LE(45, 14);
  for (const [offset, value] of [
    [24, count],
    [32, count],
    [40, bytes],
    [48, at],
  ]) {
    large.writeBigUInt64LE(BigInt(value), offset);
  }
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(at + bytes), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([large, locator, end]);
}
