import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assembleOutput } from '../../../../main/engine/media/assemble-output';
import { decodeFrames } from '../../../../main/engine/media/decode-frames';
import { openSegmentEncoder } from '../../../../main/engine/media/encode-segment';
import type { FfmpegTools } from '../../../../main/engine/media/locate-ffmpeg';
import { locateFfmpeg } from '../../../../main/engine/media/locate-ffmpeg';
import { probeMedia } from '../../../../main/engine/media/probe';
import type { VideoCodec } from '../../../../preload/contract/media';
import { makeTestClip, packetTimes, showFile } from '../../../fixtures/make-test-media';
import { compareClips, remakeClip, specFor, type Range } from '../../../fixtures/remake-clip';

let folder: string;
let tools: FfmpegTools;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-assemble-'));
  tools = await locateFfmpeg();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const file = (name: string) => path.join(folder, name);
const remake = (input: string, name: string, codec?: VideoCodec, range?: Range) =>
  remakeClip({ folder, tools }, input, name, codec, range);
const compare = (a: string, b: string) => compareClips(a, b, tools);

/** A smooth ramp that moves eight pixels a frame: codecs keep it, and no two neighbours are alike. */
const ramp = "geq=lum='40+abs(mod(X+8*N,160)-80)*2':cb=128:cr=128";
const x264 = ['libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p'];

test('a phone clip keeps times, sound, subtitles, chapters, aspect and is upright', async () => {
  const input = await makeTestClip(folder, {
    name: 'phone.mp4',
    seconds: 2,
    framesPerSecond: '30000/1001',
    audio: ['aac', 'aac'],
    subtitles: 'mov_text',
    chapters: true,
    rotationDegrees: 90,
    filters: [ramp, 'setsar=4/3'],
    video: x264,
  });
  const { output, plan, segmentFiles } = await remake(input, 'phone-out.mp4');
  expect(segmentFiles).toHaveLength(3);
  expect(plan.notices).toEqual([]);
  expect(await packetTimes(output)).toEqual(await packetTimes(input));
  const [before, after] = [await showFile(input), await showFile(output)];
  const kinds = (shown: typeof before) =>
    shown.streams.map((s) => [s.codec_type, s.codec_name, s.tags?.language]);
  expect(kinds(after).slice(1)).toEqual(kinds(before).slice(1));
  after.streams.forEach((stream, i) => {
    expect(Math.abs(Number(stream.duration) - Number(before.streams[i].duration))).toBeLessThan(0.034);
  });
  expect(after.chapters.map((chapter) => chapter.tags?.title)).toEqual(['one', 'two']);
  const [video] = after.streams;
  expect(video).toMatchObject({
    width: 120,
    height: 160,
    sample_aspect_ratio: '3:4',
    color_space: 'smpte170m',
    color_range: 'tv',
  });
  expect(video.side_data_list ?? []).toEqual([]);
  expect(video.tags?.rotate).toBeUndefined();
  // Every picture at its place.
  const { same, neighbour } = await compare(input, output);
  expect(same).toBeLessThan(2);
  expect(neighbour).toBeGreaterThan(8);
  expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
});

describe('a variable frame rate stays variable', () => {
  const clip = {
    seconds: 2,
    framesPerSecond: '30',
    audio: ['pcm_s16le', 'libvorbis'],
    frameMilliseconds: '400+N*33+mod(N*N,13)+if(gte(N,30),900,0)',
    video: [...x264, '-bf', '3'],
  };

  test('from Matroska to Matroska and MP4', async () => {
    const input = await makeTestClip(folder, { ...clip, name: 'vfr.mkv', subtitles: 'ass', chapters: true });
    const expected = await packetTimes(input);
    const kept = await remake(input, 'vfr-out.mkv');
    expect(await packetTimes(kept.output)).toEqual(expected);
    const shown = (await showFile(kept.output)).streams.map((stream) => stream.codec_name);
    expect(shown).toEqual(['h264', 'pcm_s16le', 'vorbis', 'ass']);
    const converted = await remake(input, 'vfr-out.mp4');
    const times = await packetTimes(converted.output);
    expect(times).toHaveLength(expected.length);
    times.forEach((time, i) => {
      expect(Math.abs(time - (expected[i] - converted.info.startSeconds))).toBeLessThan(0.0006);
    });
    expect((await showFile(converted.output)).streams.slice(0, 4).map((stream) => stream.codec_name)).toEqual(
      ['h264', 'aac', 'aac', 'mov_text'],
    );
    expect(converted.plan.notices).toHaveLength(3);
  });
});

test('a trim cuts sound, subtitles and chapters with the pictures', async () => {
  const input = await makeTestClip(folder, {
    name: 'long.mkv',
    seconds: 3,
    audio: ['aac', 'pcm_s16le'],
    subtitles: 'subrip',
    chapters: true,
    video: x264,
  });
  const range = { fromSeconds: 0.7, toSeconds: 2.1 };
  for (const name of ['trim.mp4', 'trim.mkv']) {
    const { output, times } = await remake(input, name, 'h264', range);
    expect(times).toHaveLength(35);
    const packets = await packetTimes(output);
    packets.forEach((time, i) => {
      expect(Math.abs(time - (times[i] / 1e6 - 0.7))).toBeLessThan(0.0006);
    });
    for (const track of ['a:0', 'a:1']) {
      const sound = await packetTimes(output, track);
      expect(sound[0]).toBeGreaterThan(-0.05);
      expect(sound[0]).toBeLessThan(0.03);
      expect(sound[sound.length - 1]).toBeGreaterThan(1.3);
      expect(sound[sound.length - 1]).toBeLessThan(1.41);
    }
    const { chapters } = await showFile(output);
    expect(chapters.map((chapter) => Number(chapter.start_time))).toEqual([0, 0.8]);
  }
});

test('pictures that start after the sound stay after it', async () => {
  const input = await makeTestClip(folder, {
    name: 'late.ts',
    seconds: 1,
    audio: ['aac'],
    frameMilliseconds: '500+N*40',
    video: x264,
  });
  const { output, times } = await remake(input, 'late.mp4');
  const [picture] = await packetTimes(output);
  expect(Math.abs(picture - times[0] / 1e6)).toBeLessThan(0.001);
  expect(picture).toBeGreaterThan(0.48);
  expect((await packetTimes(output, 'a:0'))[0]).toBeLessThan(0.05);
});

test('MPEG-1 with MP2 sound becomes an MP4 that players know', async () => {
  const input = await makeTestClip(folder, {
    name: 'old.mpg',
    seconds: 1,
    audio: ['mp2'],
    video: ['mpeg1video', '-bf', '2'],
  });
  const { output, plan } = await remake(input, 'old.mp4');
  expect(plan.notices.join()).toMatch(/mp2 sound .* converted to aac/);
  expect((await showFile(output)).streams.map((stream) => stream.codec_name)).toEqual(['h264', 'aac']);
  expect(await packetTimes(output)).toHaveLength(25);
});

test('FFV1 is lossless at odd sizes; H.264 of an odd size grows by one repeated row and column', async () => {
  const input = await makeTestClip(folder, {
    name: 'odd.mkv',
    seconds: 0.4,
    width: 162,
    height: 122,
    filters: ['format=bgr0', 'crop=161:121'],
    video: ['ffv1', '-pix_fmt', 'bgr0'],
  });
  const lossless = await remake(input, 'odd-out.mkv', 'ffv1');
  expect((await compare(input, lossless.output)).same).toBe(0);
  const padded = await remake(input, 'odd-out.mp4');
  expect((await showFile(padded.output)).streams[0]).toMatchObject({ width: 162, height: 122 });
});

test.each(['hevc', 'prores'] as const)('%s', async (codec) => {
  const input = await makeTestClip(folder, {
    name: `for-${codec}.mp4`,
    seconds: 0.6,
    filters: [ramp],
    audio: ['aac'],
    video: x264,
  });
  const { output } = await remake(input, `${codec}.mov`, codec);
  expect(await packetTimes(output)).toEqual(await packetTimes(input));
  expect((await showFile(output)).streams.map((stream) => stream.codec_name)).toEqual([codec, 'aac']);
  expect((await compare(input, output)).same).toBeLessThan(2);
});

describe('colours come back within two levels, and tagged as they came', () => {
  test.each([
    ['bt709', 'tv', 'bt709'],
    ['smpte170m', 'tv', 'smpte170m'],
    ['bt709', 'pc', 'bt709'],
    ['bt2020nc', 'tv', 'bt2020'],
  ] as const)('%s %s', async (space, range, primaries) => {
    const name = `${space}-${range}`;
    // Flat bars: the codec keeps them, so what changes is conversion.
    const input = await makeTestClip(folder, {
      name: `${name}.mp4`,
      seconds: 0.2,
      width: 320,
      height: 240,
      filters: ['geq=lum=40+24*floor(X/40):cb=70+40*floor(Y/80):cr=180-40*floor(Y/80)'],
      video: [...x264, '-qp', '2'],
      colour: [space, range, primaries, 'bt709'],
    });
    const { output } = await remake(input, `${name}-out.mp4`);
    const tags = (shown: Awaited<ReturnType<typeof showFile>>) => {
      const { color_space, color_range, color_primaries, color_transfer } = shown.streams[0];
      return { color_space, color_range, color_primaries, color_transfer };
    };
    expect(tags(await showFile(output))).toEqual({
      color_space: space,
      color_range: range,
      color_primaries: primaries,
      color_transfer: 'bt709',
    });
    const first = decodeFrames(await probeMedia(input, tools), tools);
    const second = decodeFrames(await probeMedia(output, tools), tools);
    const a = (await first.next()).value;
    const b = (await second.next()).value;
    await first.return();
    await second.return();
    let worst = 0;
    for (let y = 40; y < 240; y += 80) {
      for (let x = 20; x < 320; x += 40) {
        for (let c = 0; c < 3; c++) {
          const at = (y * 320 + x) * 3 + c;
          worst = Math.max(worst, Math.abs((a?.image.data[at] ?? 0) - (b?.image.data[at] ?? 255)));
        }
      }
    }
    expect(worst).toBeLessThanOrEqual(2);
  });
});

describe('segments', () => {
  test('the same frames give the same bytes; an aborted one leaves nothing', async () => {
    const input = await makeTestClip(folder, { name: 'seg.mp4', seconds: 1, video: x264 });
    const info = await probeMedia(input, tools);
    const spec = await specFor(info, 'h264', tools);
    const encode = async (name: string) => {
      const segment = await openSegmentEncoder(file(name), spec);
      for await (const frame of decodeFrames(info, tools)) await segment.write(frame.image);
      expect(await segment.finish()).toBe(25);
      return readFileSync(file(name));
    };
    expect((await encode('one.mkv')).equals(await encode('two.mkv'))).toBe(true);
    const aborted = await openSegmentEncoder(file('three.mkv'), spec);
    await aborted.write({ width: 160, height: 120, data: new Uint8Array(160 * 120 * 3) });
    await aborted.abort();
    expect(readdirSync(folder).filter((name) => name.startsWith('three'))).toEqual([]);
  });

  test('missing frames and mixed encoders are noticed, and leave no output', async () => {
    const input = await makeTestClip(folder, { name: 'mix.mp4', seconds: 1, audio: ['aac'], video: x264 });
    const { info, plan, times, segmentFiles } = await remake(input, 'mix-out.mp4');
    const other = await remake(input, 'mix-out.mov', 'hevc');
    const request = { info, plan, timestampsMicros: times, output: file('bad.mp4') };
    await expect(
      assembleOutput({ ...request, segmentFiles: segmentFiles.slice(1) }, tools),
    ).rejects.toMatchObject({ code: 'ffmpeg-failed' });
    const mixed = [segmentFiles[0], other.segmentFiles[1]];
    await expect(assembleOutput({ ...request, segmentFiles: mixed }, tools)).rejects.toMatchObject({
      code: 'ffmpeg-failed',
    });
    const cancelled = { ...request, segmentFiles, signal: AbortSignal.abort() };
    await expect(assembleOutput(cancelled, tools)).rejects.toMatchObject({ code: 'cancelled' });
    expect(readdirSync(folder).filter((name) => name.includes('bad'))).toEqual([]);
  });
});
