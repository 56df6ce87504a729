import { deserialize, serialize } from 'node:v8';
import { fivePointsOf, interOcularDistance } from '../../../../main/engine/faces/five-points';
import { identifyPeople, TrackBook } from '../../../../main/engine/faces/identify-people';
import { trackFaces, type TrackedFrame, type TrackingState } from '../../../../main/engine/faces/track-faces';
import { applyToPoints } from '../../../../main/engine/geometry/similarity';
import type { Similarity } from '../../../../main/engine/geometry/types';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { createRgbImage, type RgbImage, type VideoFrame } from '../../../../main/engine/pixels/image';
import {
  frameFromPortrait,
  loadPortrait,
  noiseFrame,
  pastePortrait,
  placePortrait,
} from '../../../fixtures/portrait';

const width = 320;
const height = 240;
let pool: InferencePool;
let portrait: RgbImage;
beforeAll(async () => {
  pool = new InferencePool({ models: new ModelStore(), workers: 2 });
  portrait = await loadPortrait();
});
afterAll(() => pool.close());

async function* clip(images: readonly RgbImage[], first = 0): AsyncGenerator<VideoFrame> {
  for (const [index, image] of images.entries())
    if (index >= first) yield { index, timestampMicros: index * 40_000, image };
}

async function track(images: readonly RgbImage[], detectEvery = 5): Promise<TrackedFrame[]> {
  const out: TrackedFrame[] = [];
  for await (const frame of trackFaces(clip(images), pool, { detectEvery })) out.push(frame);
  return out;
}

const show = (placed: Similarity): RgbImage => placePortrait(portrait, placed, width, height);
const idsOf = (frames: readonly TrackedFrame[]) =>
  frames.map(({ faces }) => faces.map((face) => face.trackId));

test('one moving, turning, growing face is one track whose landmarks follow the motion', async () => {
  const placed = Array.from({ length: 16 }, (_, i) =>
    frameFromPortrait(0.9 + 0.025 * i, 0.035 * i, 110 + 5 * i, 110 + 1.5 * i),
  );
  const frames = await track(placed.map(show));
  expect(idsOf(frames)).toEqual(placed.map(() => [1]));
  expect(frames.some((frame) => frame.cut)).toBe(false);
  const start = frames[0].faces[0].landmarks.points;
  const portraitPoints = start.slice();
  applyToPoints(inverseOf(placed[0]), start, portraitPoints, 3);
  const last = frames[15].faces[0];
  const expected = portraitPoints.slice();
  applyToPoints(placed[15], portraitPoints, expected, 3);
  const distance = interOcularDistance(fivePointsOf(expected));
  for (let i = 0; i < 10; i++) {
    expect(Math.abs(last.fivePoints[i] - fivePointsOf(expected)[i])).toBeLessThan(0.06 * distance);
  }
  expect(last.embedding ?? frames[0].faces[0].embedding).toHaveLength(256);
});

test('a face that is covered for eight frames comes back as itself', async () => {
  const images = Array.from({ length: 24 }, (_, i) => show(frameFromPortrait(1, 0, 120 + 3 * i, 120)));
  for (let i = 9; i < 17; i++) cover(images[i]);
  const ids = idsOf(await track(images));
  expect(ids.slice(0, 9)).toEqual(Array(9).fill([1]));
  expect(ids.slice(10, 16)).toEqual(Array(6).fill([]));
  expect(ids.slice(17)).toEqual(Array(7).fill([1])); // found at once, not at the next scheduled detection
});

test('a cut is marked and the same face in the new scene keeps its track', async () => {
  const before = Array.from({ length: 5 }, () => show(frameFromPortrait(1.3, 0, 90, 130)));
  const after = Array.from({ length: 5 }, () => {
    const frame = show(frameFromPortrait(0.7, 0.1, 240, 90));
    for (let i = 0; i < frame.data.length; i++) frame.data[i] = frame.data[i] * 0.75;
    return frame;
  });
  const frames = await track([...before, ...after], 50);
  expect(frames.map((frame) => frame.cut)).toEqual([
    ...Array<boolean>(5).fill(false),
    true,
    ...Array<boolean>(4).fill(false),
  ]);
  expect(idsOf(frames)).toEqual(Array(10).fill([1]));
  expect(frames[5].faces[0].box.left).toBeGreaterThan(180);
});

test('a face that leaves is not seen in the empty scene; one that enters is found by the schedule', async () => {
  const empty = noiseFrame(width, height);
  const there = show(frameFromPortrait(1, 0, 160, 120));
  const ids = idsOf(await track([...Array<RgbImage>(3).fill(there), ...Array<RgbImage>(3).fill(empty)], 2));
  expect(ids).toEqual([[1], [1], [1], [], [], []]);
});

test('two runs over the same clip give the same numbers', async () => {
  const images = Array.from({ length: 7 }, (_, i) => show(frameFromPortrait(1, 0, 130 + 6 * i, 120)));
  const [first, second] = [await track(images, 3), await track(images, 3)];
  first.forEach((frame, i) => {
    expect([...frame.faces[0].landmarks.points]).toEqual([...second[i].faces[0].landmarks.points]);
  });
});

test('restarted after a frame, it goes on as if undisturbed', async () => {
  // A face that is covered for a while, a second one that comes, and a cut: all that a tracker can hold.
  const images = Array.from({ length: 18 }, (_, i) => {
    const frame = noiseFrame(width, height);
    if (i < 4 || i > 6) pastePortrait(portrait, 0.42, (i < 11 ? 80 : 110) + 2 * i, 100, frame);
    if (i >= 9) pastePortrait(portrait, 0.42, 240, 100 + i, frame);
    for (let p = 0; i >= 11 && p < frame.data.length; p++) frame.data[p] *= 0.6;
    return frame;
  });
  const run = async (first: number, from?: TrackingState): Promise<Facts[]> => {
    const out: Facts[] = [];
    for await (const frame of trackFaces(clip(images, first), pool, { detectEvery: 4, from }))
      out.push(takeFacts(frame));
    return out;
  };
  const seen = await run(0);
  expect(seen.map((frame) => frame.faces.length)).toEqual(expect.arrayContaining([0, 1, 2]));
  expect(seen.some((frame) => frame.cut)).toBe(true);
  // With the face lost, before the second and before the cut with frames in hand that lie beyond, and after it.
  for (const last of [4, 7, 10, 14]) {
    expect(await run(last + 1, seen[last].state)).toEqual(seen.slice(last + 1));
  }
});

test('a still is a clip of one frame', async () => {
  const frames = await track([portrait]);
  const book = new TrackBook();
  for (const { frame, faces } of frames) book.add(frame.index, faces);
  const { people } = identifyPeople(book.tracks(), frames.length);
  expect(people).toHaveLength(1);
});

test('stopping early ends the source; a failing source fails after its good frames', async () => {
  let ended = false;
  async function* failing(): AsyncGenerator<VideoFrame> {
    try {
      for (let index = 0; index < 50; index++) {
        if (index === 4) throw new Error('the disk is gone');
        yield { index, timestampMicros: index * 40_000, image: createRgbImage(64, 48) };
      }
    } finally {
      ended = true;
    }
  }
  const seen: number[] = [];
  const all = async () => {
    for await (const { frame } of trackFaces(failing(), pool, { detectEvery: 5 })) seen.push(frame.index);
  };
  await expect(all()).rejects.toThrow('the disk is gone');
  expect(seen).toEqual([0, 1, 2, 3]);
  ended = false;
  for await (const { frame } of trackFaces(failing(), pool, { detectEvery: 5 })) if (frame.index === 0) break;
  expect(ended).toBe(true);
});

test('cancelling stops it with the error of cancellation', async () => {
  const controller = new AbortController();
  const images = Array.from({ length: 50 }, () => createRgbImage(64, 48));
  const run = async () => {
    for await (const { frame } of trackFaces(clip(images), pool, {
      detectEvery: 1,
      signal: controller.signal,
    })) {
      if (frame.index === 2) controller.abort();
    }
  };
  await expect(run()).rejects.toMatchObject({ code: 'cancelled' });
});

interface Facts extends Omit<TrackedFrame, 'frame' | 'state'> {
  readonly index: number;
  readonly state: TrackingState;
}

/** Everything a frame's result holds, copied the way a checkpoint does. */
function takeFacts({ frame, faces, cut, state }: TrackedFrame): Facts {
  return deserialize(serialize({ index: frame.index, faces, cut, state: state() })) as Facts;
}

function cover(image: RgbImage): void {
  for (let y = 40; y < 220; y++) image.data.fill(90, y * width * 3 + 60 * 3, y * width * 3 + 260 * 3);
}

function inverseOf({ a, b, tx, ty }: Similarity): Similarity {
  const d = a * a + b * b;
  return { a: a / d, b: -b / d, tx: -(a * tx + b * ty) / d, ty: -(a * ty - b * tx) / d };
}
