import type { RgbImage, VideoFrame } from '../../../../../main/engine/pixels/image';
import { ByteCache } from '../../../../../main/engine/studio/resources/byte-cache';
import { FrameSource } from '../../../../../main/engine/studio/resources/frame-source';

const frameBytes = 12;

/** A file of so many frames; each takes a moment to open and none to go on. */
class FakeFile {
  opened: number[] = [];
  decoded: number[] = [];
  running = 0;

  constructor(readonly frames: number) {}

  open = async function* (
    this: FakeFile,
    start: number,
    signal: AbortSignal,
  ): AsyncGenerator<VideoFrame, void, undefined> {
    this.opened.push(start);
    this.running++;
    try {
      await new Promise((resolve) => setTimeout(resolve, 20));
      for (let index = start; index < this.frames; index++) {
        if (signal.aborted) throw new Error('aborted');
        this.decoded.push(index);
        const data = new Uint8Array(frameBytes).fill(index);
        yield { index, timestampMicros: index * 40_000, image: { width: 2, height: 2, data } };
        await new Promise((resolve) => setImmediate(resolve));
      }
    } finally {
      this.running--;
    }
  }.bind(this);
}

function sourceOf(
  file: FakeFile,
  limit = 100 * frameBytes,
): { source: FrameSource; cache: ByteCache<RgbImage> } {
  const cache = new ByteCache<RgbImage>(limit);
  const source = new FrameSource({ open: file.open, cache, key: 'f', frameBytes, frameCount: file.frames });
  return { source, cache };
}

const { signal } = new AbortController();
const settle = () => new Promise((resolve) => setTimeout(resolve, 120));

test('playing opens one decoder and decodes each frame once', async () => {
  const file = new FakeFile(60);
  const { source } = sourceOf(file);
  for (let frame = 0; frame < 60; frame++) {
    expect((await source.frame(frame, signal)).data[0]).toBe(frame);
  }
  expect(file.opened).toEqual([0]);
  expect(file.decoded).toHaveLength(60);
  source.close();
});

test('stepping backwards jumps once for many frames', async () => {
  const file = new FakeFile(300);
  const { source } = sourceOf(file);
  for (let frame = 200; frame > 150; frame--) {
    expect((await source.frame(frame, signal)).data[0]).toBe(frame & 255);
  }
  expect(file.opened.length).toBeLessThan(8);
  source.close();
});

test('two who want one frame have it decoded once', async () => {
  const file = new FakeFile(60);
  const { source } = sourceOf(file);
  const [a, b] = await Promise.all([source.frame(7, signal), source.frame(7, signal)]);
  expect(a).toBe(b);
  expect(file.decoded.filter((index) => index === 7)).toHaveLength(1);
  source.close();
});

test('scrubbing: only the last wish is decoded where the others have gone, and two decoders stand at most', async () => {
  const file = new FakeFile(1000);
  const { source } = sourceOf(file);
  const stale = [100, 300, 500, 700].map((frame) => {
    const controller = new AbortController();
    const asked = source.frame(frame, controller.signal);
    controller.abort();
    return asked.catch((error: unknown) => error);
  });
  const last = await source.frame(900, signal);
  expect(last.data[0]).toBe(900 & 255);
  for (const outcome of await Promise.all(stale)) expect(outcome).toMatchObject({ code: 'cancelled' });
  await settle();
  expect(file.decoded.every((index) => index >= 900)).toBe(true);
  for (const frame of [10, 400, 800, 200]) await source.frame(frame, signal);
  expect(source.openDecoders).toBeLessThanOrEqual(2);
  await settle();
  expect(file.running).toBeLessThanOrEqual(2);
  source.close();
  await settle();
  expect(file.running).toBe(0);
});

test('decoding ahead stays within a quarter of the cache, and the cache within its bytes', async () => {
  const file = new FakeFile(100);
  const { source, cache } = sourceOf(file, 16 * frameBytes);
  await source.frame(10, signal);
  await source.frame(11, signal);
  await settle();
  expect(Math.max(...file.decoded)).toBeLessThanOrEqual(11 + 4);
  for (let frame = 12; frame < 90; frame++) await source.frame(frame, signal);
  expect(cache.bytes).toBeLessThanOrEqual(16 * frameBytes);
  source.close();
});

test('past the end there is nothing, known or not', async () => {
  const file = new FakeFile(20);
  const { source } = sourceOf(file);
  await expect(source.frame(20, signal)).rejects.toMatchObject({ code: 'input-no-frames' });
  const unknown = new FrameSource({ open: file.open, cache: new ByteCache(1000), key: 'u', frameBytes });
  await expect(unknown.frame(25, signal)).rejects.toMatchObject({ code: 'input-no-frames' });
  expect((await unknown.frame(19, signal)).data[0]).toBe(19);
  source.close();
  unknown.close();
});

test('decoders that nobody uses end', async () => {
  const file = new FakeFile(100);
  const { source } = sourceOf(file);
  await source.frame(5, signal);
  source.rest(10);
  expect(source.openDecoders).toBe(1);
  source.rest(-1);
  expect(source.openDecoders).toBe(0);
  await settle();
  expect(file.running).toBe(0);
  expect((await source.frame(6, signal)).data[0]).toBe(6);
  source.close();
});
