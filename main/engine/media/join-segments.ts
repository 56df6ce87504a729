import { open } from 'node:fs/promises';
import { StudioError } from '../errors/studio-error';
import {
  element,
  elementHeader,
  elementId,
  textElement,
  unknownSize,
  unsignedElement,
} from './matroska-elements';
import type { SegmentIndex } from './read-segment';
import { readSegment } from './read-segment';

/** Nanoseconds of a tick: microseconds, fine enough to give back every clock up to 500 kHz exactly. */
const nanosecondsPerTick = 1000;

/**
 * Joins segments into one Matroska stream whose frames carry the given presentation times, without touching the coded
 * pictures: frame n of the clip, in presentation order, gets `times[n]`. Memory holds one coded frame at a time.
 * @param times microseconds, ascending, the first 0 or more; as many as the segments hold frames
 * @param endMicros when the last frame leaves the screen
 * @throws StudioError `ffmpeg-failed` when the segments do not hold exactly these frames or differ in their headers.
 */
export async function* joinSegments(
  segmentFiles: readonly string[],
  times: ArrayLike<number>,
  endMicros: number,
): AsyncGenerator<Buffer, void, undefined> {
  let first: SegmentIndex | undefined;
  let base = 0;
  for (const path of segmentFiles) {
    const segment = await readSegment(path);
    if (first === undefined) {
      first = segment;
      yield streamHeader(segment.trackEntry);
    } else if (!first.trackEntry.equals(segment.trackEntry)) {
      throw new StudioError(
        'ffmpeg-failed',
        `The rendered pieces ${first.path} and ${path} come from different encoders. Delete the project folder's pieces and run again.`,
      );
    }
    if (base + segment.frames.length > times.length)
      throw wrongCount(times.length, base + segment.frames.length);
    const file = await open(path, 'r');
    try {
      for (const frame of segment.frames) {
        const index = base + frame.rank;
        const time = times[index];
        const next = index + 1 < times.length ? times[index + 1] : endMicros;
        const data = Buffer.allocUnsafe(frame.bytes);
        await file.read(data, 0, frame.bytes, frame.offset);
        yield frameHeader(time, Math.max(0, next - time), frame.isKey, frame.bytes);
        yield data;
      }
    } finally {
      await file.close();
    }
    base += segment.frames.length;
  }
  if (base !== times.length) throw wrongCount(times.length, base);
}

function wrongCount(expected: number, found: number): StudioError {
  return new StudioError(
    'ffmpeg-failed',
    `The rendered pieces hold ${found} frames instead of ${expected}. Delete the project folder's pieces and run again.`,
  );
}

function streamHeader(trackEntry: Buffer): Buffer {
  return Buffer.concat([
    element(
      elementId.ebml,
      Buffer.concat([
        unsignedElement(elementId.ebmlReadVersion, 1),
        unsignedElement(elementId.ebmlMaxIdLength, 4),
        unsignedElement(elementId.ebmlMaxSizeLength, 8),
        textElement(elementId.docType, 'matroska'),
        unsignedElement(elementId.docTypeVersion, 4),
        unsignedElement(elementId.docTypeReadVersion, 2),
      ]),
    ),
    elementHeader(elementId.segment, unknownSize),
    element(
      elementId.info,
      Buffer.concat([
        unsignedElement(elementId.timestampScale, nanosecondsPerTick),
        textElement(elementId.muxingApp, 'facet-studio'),
        textElement(elementId.writingApp, 'facet-studio'),
      ]),
    ),
    element(elementId.tracks, element(elementId.trackEntry, trackEntry)),
  ]);
}

/** A cluster with one block group, up to where the coded picture follows. */
function frameHeader(timeMicros: number, durationMicros: number, isKey: boolean, bytes: number): Buffer {
  // Track 1, time 0 within the cluster, no flags.
  const blockStart = Buffer.concat([elementHeader(elementId.block, bytes + 4), Buffer.from([0x81, 0, 0, 0])]);
  const beforeBlock = Buffer.concat([
    unsignedElement(elementId.blockDuration, durationMicros),
    // "Refers to another frame" is all that readers take from it.
    ...(isKey ? [] : [element(elementId.referenceBlock, Buffer.from([0xff]))]),
  ]);
  const group = Buffer.concat([
    elementHeader(elementId.blockGroup, beforeBlock.length + blockStart.length + bytes),
    beforeBlock,
    blockStart,
  ]);
  const time = unsignedElement(elementId.timestamp, timeMicros);
  return Buffer.concat([elementHeader(elementId.cluster, time.length + group.length + bytes), time, group]);
}
