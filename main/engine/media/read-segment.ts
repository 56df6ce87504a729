import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { StudioError } from '../errors/studio-error';
import {
  elementId,
  readElementId,
  readElementSize,
  readUnsigned,
  unknownSize,
  vintLength,
} from './matroska-elements';

/** One coded frame inside a segment file, in decoding order. */
export interface CodedFrame {
  readonly offset: number;
  readonly bytes: number;
  readonly isKey: boolean;
  /** Place in presentation order within the segment, from 0. */
  readonly rank: number;
}

/** A segment as `openSegmentEncoder` leaves it: one video track in Matroska. */
export interface SegmentIndex {
  readonly path: string;
  /** Payload of the track's entry without its default duration: codec, private data, size, colour. */
  readonly trackEntry: Buffer;
  readonly frames: readonly CodedFrame[];
}

/** Elements whose children are looked at; everything else is skipped by its size. */
const containers = new Set<number>([
  elementId.segment,
  elementId.cluster,
  elementId.blockGroup,
  elementId.tracks,
]);
const headerBytes = 16;

/**
 * Lists the coded frames of a segment file, reading headers only.
 * @throws StudioError `ffmpeg-failed` for a file that is not such a segment or is cut off.
 */
export async function readSegment(path: string): Promise<SegmentIndex> {
  const file = await open(path, 'r');
  try {
    return await indexFile(path, file, (await file.stat()).size);
  } finally {
    await file.close();
  }
}

async function indexFile(path: string, file: FileHandle, fileBytes: number): Promise<SegmentIndex> {
  const damaged = () =>
    new StudioError(
      'ffmpeg-failed',
      `The rendered piece ${path} is damaged. Delete it and run the same command again.`,
    );
  const blocks: { offset: number; bytes: number; isKey: boolean; time: number }[] = [];
  let trackEntry: Buffer | undefined;
  let clusterTime = 0;
  let groupStart = -1;
  const header = Buffer.alloc(headerBytes);
  let at = 0;
  while (at < fileBytes) {
    const { bytesRead } = await file.read(header, 0, headerBytes, at);
    const { id, length: idLength } = readElementId(header, 0);
    const { size, length: sizeLength } = readElementSize(header, idLength);
    if (idLength === 0 || sizeLength === 0 || idLength + sizeLength > bytesRead) throw damaged();
    const payload = at + idLength + sizeLength;
    if (containers.has(id)) {
      if (id === elementId.blockGroup) groupStart = blocks.length;
      at = payload;
      continue;
    }
    if (size === unknownSize || payload + size > fileBytes) throw damaged();
    switch (id) {
      case elementId.trackEntry:
        trackEntry = withoutDefaultDuration(await readBytes(file, payload, size));
        break;
      case elementId.timestamp:
        clusterTime = readUnsigned(await readBytes(file, payload, size));
        break;
      case elementId.simpleBlock:
      case elementId.block: {
        const block = await readBytes(file, payload, Math.min(size, 12));
        const trackLength = vintLength(block[0]);
        const flags = block[trackLength + 2];
        blocks.push({
          offset: payload + trackLength + 3,
          bytes: size - trackLength - 3,
          isKey: id === elementId.block || (flags & 0x80) !== 0,
          time: clusterTime + block.readInt16BE(trackLength),
        });
        break;
      }
      case elementId.referenceBlock:
        // A frame in a group is a key frame unless it refers to another.
        if (groupStart >= 0 && groupStart < blocks.length) blocks[groupStart].isKey = false;
        break;
    }
    at = payload + size;
  }
  if (trackEntry === undefined) throw damaged();
  const order = blocks.map((_, i) => i).sort((a, b) => blocks[a].time - blocks[b].time);
  const ranks = new Array<number>(blocks.length);
  order.forEach((block, rank) => {
    ranks[block] = rank;
    if (rank > 0 && blocks[block].time === blocks[order[rank - 1]].time) throw damaged();
  });
  return {
    path,
    trackEntry,
    frames: blocks.map(({ offset, bytes, isKey }, i) => ({ offset, bytes, isKey, rank: ranks[i] })),
  };
}

async function readBytes(file: FileHandle, offset: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  await file.read(buffer, 0, bytes, offset);
  return buffer;
}

/** The nominal rate of the encoder is not the output's: every frame has its own time. */
function withoutDefaultDuration(entry: Buffer): Buffer {
  const kept: Buffer[] = [];
  for (let at = 0; at < entry.length;) {
    const { id, length: idLength } = readElementId(entry, at);
    const { size, length: sizeLength } = readElementSize(entry, at + idLength);
    const end = at + idLength + sizeLength + size;
    if (id !== elementId.defaultDuration) kept.push(entry.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}
