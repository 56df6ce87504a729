import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { decodeFrames } from '../../../../main/engine/media/decode-frames';
import type { FfmpegTools } from '../../../../main/engine/media/locate-ffmpeg';
import { locateFfmpeg } from '../../../../main/engine/media/locate-ffmpeg';
import { probeMedia, uprightSampleAspect } from '../../../../main/engine/media/probe';
import { makeTestClip } from '../../../fixtures/make-test-media';

let folder: string;
let tools: FfmpegTools;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'facet-probe-'));
  tools = await locateFfmpeg();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const file = (name: string) => path.join(folder, name);

test('a phone-like clip: rotation, sample aspect, streams, chapters', async () => {
  const clip = await makeTestClip(folder, {
    name: 'phone.mp4',
    seconds: 1,
    audio: ['aac', 'aac'],
    subtitles: 'mov_text',
    chapters: true,
    rotationDegrees: 90,
    filters: ['setsar=4/3'],
  });
  const info = await probeMedia(clip, tools);
  expect(info).toMatchObject({
    kind: 'video',
    width: 160,
    height: 120,
    displayWidth: 120,
    displayHeight: 160,
    rotationDegrees: 90,
    sampleAspect: [4, 3],
    durationSeconds: 1,
    frameRate: [25, 1],
    variableFrameRate: false,
    frameCountEstimate: 25,
    codec: 'h264',
    bitDepth: 8,
    chapters: 2,
    warnings: [],
  });
  expect(uprightSampleAspect(info)).toEqual([3, 4]);
  expect(info.audio.map((track) => [track.codec, track.language])).toEqual([
    ['aac', 'eng'],
    ['aac', 'deu'],
  ]);
  expect(info.subtitles).toEqual([{ index: 3, codec: 'mov_text', language: 'fra' }]);
});

test('the content decides, not the extension; 10-bit and variable rates are said', async () => {
  const clip = await makeTestClip(folder, {
    name: 'deep.mkv',
    seconds: 1,
    frameMilliseconds: 'N*40+mod(N*7,30)',
    video: ['libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p10le', '-x265-params', 'log-level=none'],
    colour: ['bt2020nc', 'tv', 'bt2020', 'smpte2084'],
  });
  copyFileSync(clip, file('deep.txt'));
  const info = await probeMedia(file('deep.txt'), tools);
  expect(info).toMatchObject({
    bitDepth: 10,
    variableFrameRate: true,
    colour: { transfer: 'smpte2084', space: 'bt2020nc' },
  });
  expect(info.warnings.join('\n')).toMatch(/HDR \(PQ\)[\s\S]*10-bit is processed as 8-bit[\s\S]*varies/);
});

test('an animated GIF is a video, a still one a picture', async () => {
  const clip = await makeTestClip(folder, {
    name: 'moving.gif',
    seconds: 1,
    framesPerSecond: '10',
    video: ['gif'],
  });
  await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
    .gif()
    .toFile(file('still.gif'));
  expect((await probeMedia(clip, tools)).kind).toBe('video');
  expect((await probeMedia(file('still.gif'), tools)).kind).toBe('image');
});

describe('bad input', () => {
  const codeOf = async (name: string) => {
    const error = await probeMedia(file(name), tools).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    return (error as { code?: string } | undefined)?.code;
  };
  const ffmpeg = (...args: string[]) => {
    execFileSync(tools.ffmpeg.path, ['-y', '-v', 'error', '-nostdin', ...args], { stdio: 'inherit' });
  };

  test('text, noise and a cut-off MP4', async () => {
    writeFileSync(file('text.mp4'), 'this is not a video\n'.repeat(50));
    writeFileSync(file('noise.jpg'), Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7919) % 251)));
    const clip = await makeTestClip(folder, { name: 'whole.mp4', seconds: 1 });
    writeFileSync(file('cut.mp4'), readFileSync(clip).subarray(0, 20_000));
    expect(await codeOf('text.mp4')).toBe('input-not-media');
    expect(await codeOf('noise.jpg')).toBe('input-not-media');
    expect(await codeOf('cut.mp4')).toBe('input-truncated');
  });

  test('sound alone, sound with a cover, and pictures too small', async () => {
    ffmpeg('-f', 'lavfi', '-i', 'sine=duration=1', file('tone.wav'));
    ffmpeg('-f', 'lavfi', '-i', 'color=red:s=64x64', '-frames:v', '1', file('cover.png'));
    ffmpeg(
      '-i',
      file('tone.wav'),
      '-i',
      file('cover.png'),
      '-map',
      '0',
      '-map',
      '1',
      '-c:v',
      'copy',
      '-disposition:v',
      'attached_pic',
      file('song.mp3'),
    );
    await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
      .png()
      .toFile(file('dot.png'));
    await makeTestClip(folder, { name: 'tiny.mkv', seconds: 1, width: 8, height: 8, video: ['ffv1'] });
    expect(await codeOf('tone.wav')).toBe('input-no-video');
    expect(await codeOf('song.mp3')).toBe('input-no-video');
    expect(await codeOf('dot.png')).toBe('input-too-small');
    expect(await codeOf('tiny.mkv')).toBe('input-too-small');
  });

  test('a very wide picture is read, one beyond memory refused', async () => {
    await sharp({ create: { width: 20_000, height: 32, channels: 3, background: 'red' } })
      .png()
      .toFile(file('wide.png'));
    expect(await probeMedia(file('wide.png'), tools)).toMatchObject({ kind: 'image', width: 20_000 });
    // A PNG's header alone announces the size.
    const png = readFileSync(file('cover.png'));
    png.writeUInt32BE(40_000, 16);
    png.writeUInt32BE(40_000, 20);
    writeFileSync(file('huge.png'), png);
    expect(['input-too-large', 'input-not-media']).toContain(await codeOf('huge.png'));
  });

  test('a file that ends early gives its frames and a warning; one without frames is an error', async () => {
    const clip = await makeTestClip(folder, {
      name: 'fast.mp4',
      seconds: 3,
      options: ['-movflags', 'faststart'],
    });
    truncateSync(clip, Math.round(readFileSync(clip).length * 0.5));
    const warnings: string[] = [];
    let frames = 0;
    const info = await probeMedia(clip, tools);
    for await (const frame of decodeFrames(info, tools, { onWarning: (text) => warnings.push(text) })) {
      expect(frame.index).toBe(frames++);
    }
    expect(frames).toBeGreaterThan(10);
    expect(frames).toBeLessThan(70);
    expect(warnings.join('\n')).toContain('cut off');
    await expect(decodeFrames({ ...info }, tools, { fromSeconds: 100 }).next()).rejects.toMatchObject({
      code: 'input-no-frames',
    });
  });

  test('an aborted probe is cancelled', async () => {
    await expect(probeMedia(file('whole.mp4'), tools, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
