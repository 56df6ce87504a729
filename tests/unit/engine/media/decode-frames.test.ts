import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { DecodeOptions } from '../../../../main/engine/media/decode-frames';
import { decodeFrames } from '../../../../main/engine/media/decode-frames';
import type { FfmpegTools } from '../../../../main/engine/media/locate-ffmpeg';
import { locateFfmpeg } from '../../../../main/engine/media/locate-ffmpeg';
import { probeMedia } from '../../../../main/engine/media/probe';
import type { MediaInfo } from '../../../../preload/contract/media';
import type { TestClip } from '../../../fixtures/make-test-media';
import { makeTestClip } from '../../../fixtures/make-test-media';

let folder: string;
let tools: FfmpegTools;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-decode-'));
  tools = await locateFfmpeg();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const open = async (clip: TestClip) => probeMedia(await makeTestClip(folder, clip), tools);

interface Decoded {
  readonly times: number[];
  readonly indices: number[];
  readonly hashes: string[];
}

async function decodeAll(info: MediaInfo, options: DecodeOptions = {}): Promise<Decoded> {
  const all: Decoded = { times: [], indices: [], hashes: [] };
  for await (const { index, timestampMicros, image } of decodeFrames(info, tools, options)) {
    expect(image.data).toHaveLength(info.displayWidth * info.displayHeight * 3);
    all.times.push(timestampMicros);
    all.indices.push(index);
    all.hashes.push(createHash('sha1').update(image.data).digest('hex'));
  }
  return all;
}

const x264 = (params: string) => [
  'libx264',
  '-preset',
  'veryfast',
  '-pix_fmt',
  'yuv420p',
  '-x264-params',
  params,
];

describe('a restart gives the very frames of a straight run', () => {
  const clips: [string, TestClip][] = [
    [
      'H.264 with B-frames',
      { name: 'b.mp4', seconds: 2, audio: ['aac'], video: x264('bframes=3:keyint=20') },
    ],
    [
      'H.264 with open groups in MPEG-TS',
      { name: 'open.ts', seconds: 2, audio: ['aac'], video: x264('bframes=3:keyint=12:open-gop=1') },
    ],
    [
      'MPEG-1 in a program stream',
      { name: 'old.mpg', seconds: 2, audio: ['mp2'], video: ['mpeg1video', '-bf', '2', '-g', '12'] },
    ],
    [
      'a variable frame rate in Matroska',
      {
        name: 'vfr.mkv',
        seconds: 2,
        frameMilliseconds: 'N*35+mod(N*N,17)+if(gte(N,20),700,0)',
        video: x264('bframes=2'),
      },
    ],
  ];
  test.each(clips)('%s', async (_name, clip) => {
    const info = await open(clip);
    const straight = await decodeAll(info);
    expect(straight.indices).toEqual(straight.times.map((_, i) => i));
    expect(new Set(straight.hashes).size).toBe(straight.hashes.length);
    for (const startFrame of [1, 23, straight.times.length - 1]) {
      // An interrupted pass knows the times up to where it stood.
      const frameTimes = straight.times.slice(0, startFrame + 1);
      const restarted = await decodeAll(info, { startFrame, frameTimes });
      expect(restarted.indices).toEqual(straight.indices.slice(startFrame));
      expect(restarted.times).toEqual(straight.times.slice(startFrame));
      expect(restarted.hashes).toEqual(straight.hashes.slice(startFrame));
    }
  });

  test('far into a file, where it seeks: B-frames, open groups and a wave of intra refresh', async () => {
    for (const params of [
      'bframes=3:keyint=40:open-gop=1',
      'bframes=3:b-pyramid=normal:ref=6:keyint=40:scenecut=0',
      'intra-refresh=1:keyint=100:bframes=0',
    ]) {
      const info = await open({
        name: 'long.mp4',
        seconds: 40,
        width: 64,
        height: 48,
        framesPerSecond: '12',
        video: x264(params),
      });
      const straight = await decodeAll(info);
      for (const [startFrame, seek] of [
        [400, 'wide'],
        [400, 'near'],
        [401, 'near'],
        [438, 'near'],
        [439, 'near'],
        [61, 'near'],
      ] as const) {
        const restarted = await decodeAll(info, { startFrame, frameTimes: straight.times, seek });
        expect(restarted.times).toEqual(straight.times.slice(startFrame));
        expect(restarted.hashes).toEqual(straight.hashes.slice(startFrame));
      }
    }
  });

  test('inside a trimmed range', async () => {
    const info = await open({ name: 'trim.mp4', seconds: 2, video: x264('bframes=3:keyint=20') });
    const straight = await decodeAll(info);
    const range = { fromSeconds: 0.5, toSeconds: 1.5 };
    const trimmed = await decodeAll(info, range);
    const inRange = straight.times.filter((time) => time >= 0.5e6 && time < 1.5e6);
    expect(trimmed.times).toEqual(inRange);
    expect(trimmed.hashes).toEqual(straight.hashes.slice(13, 38));
    const restarted = await decodeAll(info, { ...range, startFrame: 10, frameTimes: trimmed.times });
    expect(restarted.indices[0]).toBe(10);
    expect(restarted.hashes).toEqual(trimmed.hashes.slice(10));
  });

  test('a clock that turns back after the restart loses no frame', async () => {
    const info = await open({
      name: 'back.mkv',
      seconds: 1.2,
      video: ['mjpeg', '-pix_fmt', 'yuvj420p', '-threads', '1'],
    });
    const bytes = readFileSync(info.path);
    // A SimpleBlock's head: track 1, time in its cluster as a signed 16-bit number of milliseconds, "key frame".
    const heads = [...bytes.toString('latin1').matchAll(/\x81[^]{2}\x80\xff\xd8/g)];
    bytes.writeInt16BE(-400, heads[20].index + 1);
    writeFileSync(info.path, bytes);
    const straight = await decodeAll(info);
    expect(straight.times[20]).toBeLessThan(straight.times[15]);
    const restarted = await decodeAll(info, { startFrame: 15, frameTimes: straight.times.slice(0, 16) });
    expect(restarted.times).toEqual(straight.times.slice(15));
    expect(restarted.hashes).toEqual(straight.hashes.slice(15));
  });

  test('a clock that repeats a time and turns back is counted, not searched', async () => {
    const info = await open({ name: 'plain.mp4', seconds: 1 });
    const straight = await decodeAll(info);
    const lied = [...straight.times];
    lied[3] = lied[12];
    const restarted = await decodeAll(info, { startFrame: 10, frameTimes: lied });
    expect(restarted.hashes).toEqual(straight.hashes.slice(10));
  });
});

test('times count from the start of the file, sound included', async () => {
  // A transport stream starts at 1.4 s or so; here the picture also comes half a second after the sound.
  const info = await open({ name: 'late.ts', seconds: 1, audio: ['aac'], frameMilliseconds: '500+N*40' });
  expect(info.startSeconds).toBeGreaterThan(0.3);
  const { times } = await decodeAll(info);
  expect(times[0]).toBeGreaterThan(480_000);
  expect(times[0]).toBeLessThan(530_000);
  expect(times[24] - times[0]).toBe(960_000);
});

test('frames are upright', async () => {
  const filters = ['drawbox=color=black:t=fill', 'drawbox=x=0:y=0:w=40:h=30:color=red:t=fill'];
  const upright = await open({
    name: 'up.mp4',
    seconds: 0.2,
    filters,
  });
  const turned = await open({
    name: 'turned.mp4',
    seconds: 0.2,
    rotationDegrees: 90,
    filters,
  });
  const corner = async (info: MediaInfo, x: number, y: number) => {
    for await (const { image } of decodeFrames(info, tools)) {
      return [...image.data.subarray((y * image.width + x) * 3, (y * image.width + x) * 3 + 3)];
    }
    return [];
  };
  const isRed = ([r, g, b]: number[]) => r > 200 && g < 60 && b < 60;
  expect(isRed(await corner(upright, 10, 10))).toBe(true);
  // Turned clockwise, what was top left is top right.
  expect([turned.displayWidth, turned.displayHeight]).toEqual([120, 160]);
  expect(isRed(await corner(turned, 110, 10))).toBe(true);
  expect(isRed(await corner(turned, 10, 10))).toBe(false);
});

/** Children of this process, where the system tells. */
function children(): string[] {
  const list = `/proc/self/task/${process.pid}/children`;
  return existsSync(list)
    ? readFileSync(list, 'utf8')
        .split(' ')
        .filter((pid) => pid.trim() !== '')
    : [];
}

test('a slow consumer makes ffmpeg wait, and leaving early ends it', async () => {
  const info = await open({ name: 'big.mp4', seconds: 4, width: 640, height: 480 });
  const before = children().length;
  let buffers = 0;
  const allocate = (bytes: number) => {
    buffers += 1;
    return new Uint8Array(bytes);
  };
  const frames = decodeFrames(info, tools, { allocate, ahead: 2 });
  await frames.next();
  await wait(400);
  // One with the consumer, two finished, one being filled.
  expect(buffers).toBeLessThanOrEqual(4);
  await frames.next();
  await frames.return();
  expect(children()).toHaveLength(before);
});

test('an abort ends decoding and ffmpeg', async () => {
  const info = await open({ name: 'long2.mp4', seconds: 4, width: 640, height: 480 });
  const before = children().length;
  const controller = new AbortController();
  const frames = decodeFrames(info, tools, { signal: controller.signal });
  await frames.next();
  controller.abort();
  await expect(
    (async () => {
      for await (const frame of frames) expect(frame.index).toBeGreaterThan(0);
    })(),
  ).rejects.toMatchObject({ code: 'cancelled' });
  expect(children()).toHaveLength(before);
});
