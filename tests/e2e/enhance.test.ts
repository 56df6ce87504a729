import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { makeFaceClip } from './face-clip';
import { frameHashes, probeStreams } from './probe-output';
import { runFacet } from './run-facet';

const frames = 12;
// Several whole runs of the program.
jest.setTimeout(240_000);

let folder: string;
let clip: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-enhance-'));
  clip = await makeFaceClip(folder, 'face.mp4', { frames, width: 256, height: 224 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface ResultLine {
  readonly type: string;
  readonly [key: string]: unknown;
}

function resultOf(stdout: string): ResultLine {
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ResultLine);
  return lines[lines.length - 1];
}

test('enhance: every frame, the face restored, sound kept, comparison and ancestors’ files beside it', async () => {
  const output = path.join(folder, 'better.mp4');
  const ancestors = path.join(folder, 'ancestors');
  const run = await runFacet([
    ...['enhance', clip, '-o', output, '--scale', '2', '--side-by-side', '--device', 'cpu', '--json'],
    ...['--export-ancestors', ancestors],
  ]);
  expect(run).toMatchObject({ exitCode: 0 });
  expect(JSON.stringify(resultOf(run.stdout))).toContain(`"facesRestored":${frames}`);

  const streams = await probeStreams(output);
  const video = streams.find((stream) => stream.codec_type === 'video');
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  expect(video).toMatchObject({
    codec_name: 'h264',
    width: 512,
    height: 448,
    nb_read_frames: String(frames),
  });
  expect(audio).toMatchObject({ codec_name: 'aac' });
  expect(Math.abs(Number(video?.duration) - frames / 25)).toBeLessThanOrEqual(0.04);
  expect(Math.abs(Number(audio?.duration) - Number(video?.duration))).toBeLessThanOrEqual(0.045);

  const side = (await probeStreams(path.join(folder, 'better.side-by-side.mp4')))[0];
  expect(side).toMatchObject({ width: 2 * 512 + 4, height: 448, nb_read_frames: String(frames) });

  const boxes = readFileSync(path.join(ancestors, 'bbox.txt'), 'utf8').trim().split('\n');
  expect(boxes).toHaveLength(frames);
  expect(boxes[0]).toMatch(/^image\/00001\.png \d+ \d+ \d+ \d+$/);
  const five = readFileSync(path.join(ancestors, 'face', '00012.txt'), 'utf8')
    .trim()
    .split('\n');
  expect(five).toHaveLength(5);
  const numbers = readFileSync(path.join(ancestors, 'coefficients', '00001.txt'), 'utf8')
    .trim()
    .split(/\s+/);
  expect(numbers).toHaveLength(257);
  expect(existsSync(path.join(ancestors, 'render', '00001.png'))).toBe(true);
});

test('a second run with other settings reuses the analysis; strength 0 changes no pixel but the codec', async () => {
  const untouched = path.join(folder, 'untouched.mkv');
  const run = await runFacet([
    ...['enhance', clip, '-o', untouched, '--codec', 'ffv1', '--strength', '0', '--device', 'cpu', '--json'],
    ...['--project', path.join(folder, 'face.facet')],
  ]);
  expect(run).toMatchObject({ exitCode: 0 });
  expect(JSON.stringify(resultOf(run.stdout))).toContain('"reused":true');

  const full = path.join(folder, 'full.mkv');
  await runFacet([
    ...['enhance', clip, '-o', full, '--codec', 'ffv1', '--device', 'cpu'],
    ...['--project', path.join(folder, 'face.facet')],
  ]);
  const before = await frameHashes(untouched);
  const after = await frameHashes(full);
  expect(after).toHaveLength(before.length);
  expect(after.filter((line, i) => line === before[i])).toEqual([]);
});

test('a photograph keeps its size, its transparency and everything that is no face', async () => {
  const photo = path.join(folder, 'photo.png');
  const portrait = path.join(__dirname, '..', 'fixtures', 'portrait.jpg');
  const { width, height } = await sharp(portrait).metadata();
  const half = Buffer.alloc(width * height, 255);
  half.fill(90, 0, width * 10);
  await sharp(portrait)
    .joinChannel(half, { raw: { width, height, channels: 1 } })
    .png()
    .toFile(photo);

  const output = path.join(folder, 'photo-better.png');
  const run = await runFacet(['enhance', photo, '-o', output, '--device', 'cpu']);
  expect(run).toMatchObject({ exitCode: 0 });
  const before = await sharp(photo).raw().toBuffer();
  const after = await sharp(output).raw().toBuffer({ resolveWithObject: true });
  expect(after.info).toMatchObject({ width, height, channels: 4 });
  expect(after.data[3]).toBe(90);
  let changed = 0;
  let changedFar = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = (y * width + x) * 4;
      if (before[p] === after.data[p] && before[p + 1] === after.data[p + 1]) continue;
      changed++;
      // The face is about 105 px wide around (164, 125).
      if (Math.hypot(x - 164, y - 125) > 110) changedFar++;
    }
  }
  expect(changed).toBeGreaterThan(1000);
  expect(changedFar).toBe(0);
});

test('reconstruct: a face anyone can open, turned to the camera', async () => {
  const out = path.join(folder, 'reconstructed');
  const run = await runFacet(['reconstruct', clip, '-o', out, '--device', 'cpu', '--json']);
  expect(run).toMatchObject({ exitCode: 0 });
  const obj = readFileSync(path.join(out, 'face.obj'), 'utf8').split('\n');
  const vertices = obj.filter((line) => line.startsWith('v ')).length;
  expect(vertices).toBeGreaterThan(5000);
  expect(obj.filter((line) => line.startsWith('f ')).length).toBeGreaterThan(vertices);
  expect(await sharp(path.join(out, 'face-frontal.png')).metadata()).toMatchObject({
    width: 512,
    height: 512,
  });
  expect(readFileSync(path.join(out, 'face.glb')).subarray(0, 4).toString()).toBe('glTF');
});
