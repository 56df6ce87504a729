import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { createEngine } from '../../../../main/engine/engine';
import { similarityOf } from '../../../../main/engine/faces/embed-face';
import { loadFaceModel } from '../../../../main/engine/geometry/load-face-model';
import { locateFfmpeg } from '../../../../main/engine/media/locate-ffmpeg';
import { runTool } from '../../../../main/engine/media/run-tool';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { referenceFaces, type ReferenceFace } from '../../../../main/engine/references/reference-faces';
import type { EnhanceRequest } from '../../../../preload/contract/options';
import { portraitFile } from '../../../fixtures/portrait';

jest.setTimeout(120_000);

const engine = createEngine({ workers: 1 });
let folder: string;
let poor: string;
let empty: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'facet-reference-'));
  [poor, empty] = ['poor.png', 'empty.png'].map((name) => path.join(folder, name));
  // A face some 52 pixels wide, as soft as one of 26.
  await sharp(await sharp(portraitFile).resize(80).toBuffer())
    .resize(160)
    .png()
    .toFile(poor);
  await sharp({ create: { width: 200, height: 200, channels: 3, background: '#556' } })
    .png()
    .toFile(empty);
});
afterAll(async () => {
  await engine.dispose();
  await rm(folder, { recursive: true, force: true });
});

async function enhance(name: string, more: Partial<EnhanceRequest>) {
  const output = path.join(folder, name);
  const notices: string[] = [];
  const hooks = { onNotice: ({ message }: { message: string }) => notices.push(message) };
  await engine.enhance({ input: poor, output, scale: 2, vividness: 0, device: 'cpu', ...more }, hooks);
  return { output, notices };
}

/** Root mean square distance to the portrait within its face, levels. */
async function distanceToTruth(file: string): Promise<number> {
  const face = { left: 105, top: 70, width: 120, height: 120 };
  const [a, b] = await Promise.all(
    [file, portraitFile].map(async (picture) =>
      sharp(await sharp(picture).resize(320, 320).toBuffer())
        .extract(face)
        .removeAlpha()
        .raw()
        .toBuffer(),
    ),
  );
  return Math.sqrt(a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0) / a.length);
}

test('a sharp picture of the same person brings the restored face nearer to the truth', async () => {
  const plain = await enhance('plain.png', {});
  const guided = await enhance('guided.png', { references: [{ file: portraitFile }] });
  expect(guided.notices).toContainEqual(expect.stringContaining('portrait.jpg guides Person 1'));
  expect(await distanceToTruth(guided.output)).toBeLessThan(0.995 * (await distanceToTruth(plain.output)));
});

test('so do the frames of a sharp clip', async () => {
  const { ffmpeg } = await locateFfmpeg();
  const clip = path.join(folder, 'sharp.mp4');
  // The person comes after half a second of a grey wall.
  const filter = 'scale=320:320,tpad=start_duration=0.5:color=gray';
  const still = ['-loop', '1', '-framerate', '10', '-t', '1', '-i', portraitFile];
  const coded = ['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-crf', '16'];
  await runTool(ffmpeg.path, ['-y', '-v', 'error', ...still, '-vf', filter, ...coded, clip]);
  const guided = await enhance('by-clip.png', { references: [{ file: clip }] });
  expect(guided.notices.filter((notice) => notice.includes('guides'))).toEqual([
    'sharp.mp4 guides Person 1.',
  ]);
  const plain = path.join(folder, 'plain.png');
  expect(await distanceToTruth(guided.output)).toBeLessThan(0.995 * (await distanceToTruth(plain)));
});

test('pictures that cannot help are refused before anything is written, or said to have no effect', async () => {
  await expect(enhance('never.png', { references: [{ file: empty }] })).rejects.toMatchObject({
    code: 'no-faces',
    message: expect.stringContaining(empty) as string,
  });
  await expect(
    enhance('never.png', { references: [{ file: portraitFile, person: 7 }] }),
  ).rejects.toMatchObject({
    code: 'usage',
    message: expect.stringContaining('person 7') as string,
  });
  await expect(sharp(path.join(folder, 'never.png')).metadata()).rejects.toThrow();
  const unguided = await enhance('none.png', { prior: 'none', references: [{ file: portraitFile }] });
  expect(unguided.notices).toContainEqual(expect.stringContaining('do not guide'));
});

test('a picture is cut about each face, landmarks and camera with it', async () => {
  const models = new ModelStore();
  const pool = new InferencePool({ models, workers: 1 });
  try {
    const model = await loadFaceModel((await models.resolve('morphable-model')).path);
    const wide = path.join(folder, 'wide.png');
    await sharp(portraitFile)
      .extend({ left: 400, top: 100, right: 50, bottom: 0, background: '#445' })
      .png()
      .toFile(wide);
    const tools = await locateFfmpeg();
    const facesOf = async (file: string): Promise<ReferenceFace[]> => {
      for await (const faces of referenceFaces(file, tools, model, pool)) return faces;
      return [];
    };
    const [[alone], [aside]] = [await facesOf(portraitFile), await facesOf(wide)];
    expect(similarityOf(alone.embedding, aside.embedding)).toBeGreaterThan(0.95);
    expect(aside.picture.image.width).toBeLessThan(400);
    // The nose lies as far from the principal point as it did in the whole picture, whose middle is elsewhere.
    const { landmarks, camera } = aside.picture;
    expect(landmarks[3] - camera.centreX).toBeCloseTo(
      alone.picture.landmarks[3] - alone.picture.camera.centreX + 175,
      -1,
    );
  } finally {
    await pool.close();
  }
});
