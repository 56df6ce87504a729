import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebIO } from '@gltf-transform/core';
import { validateBytes } from 'gltf-validator';
import type { ExportMesh } from '../../../../main/engine/export/export-mesh';
import type { SeenFace } from '../../../../main/engine/export/frame-record';
import { surveyFace } from '../../../../main/engine/export/survey-face';
import { writeAnimatedGlb } from '../../../../main/engine/export/write-animated-glb';
import { toCamera } from '../../../../main/engine/geometry/projection';
import { expressedShape, identityShape } from '../../../../main/engine/geometry/shape';
import { animationInThree } from '../../../fixtures/read-with-three';
import { fewFrames, fewFramesFace as face } from './few-frames';
import { checker } from './small-mesh';

const neutral = identityShape(face.model, face.identity.shape);
const mesh: ExportMesh = {
  vertices: neutral,
  triangles: face.model.triangles,
  colours: new Float32Array(neutral.length).fill(0.5),
  uv: face.model.uv,
  texture: checker,
};

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-animated-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function* stream(frames: readonly SeenFace[]): AsyncGenerator<SeenFace> {
  for (const frame of frames) yield await Promise.resolve(frame);
}

async function write(name: string, frames: readonly SeenFace[]): Promise<string> {
  const file = path.join(folder, name);
  const survey = await surveyFace(face.model, stream(frames));
  await writeAnimatedGlb(file, { face, mesh, survey, frameWidth: 640, frameHeight: 360 }, stream(frames));
  return file;
}

/** Metres, camera space, by the engine's own means. */
function posed({ fit }: SeenFace): Float32Array {
  const vertices = new Float32Array(neutral.length);
  expressedShape(face.model, neutral, fit.expression, vertices);
  toCamera(fit.pose, vertices, vertices);
  return vertices.map((mm) => mm / 1000);
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}

test('survey: what moves, and when the person is in view', async () => {
  expect(await surveyFace(face.model, stream(fewFrames))).toEqual({
    count: 4,
    usedModes: [0, 1, 2],
    firstSeconds: 3 / 25,
    lastSeconds: 9 / 25,
    visibility: [
      { seconds: 0, isSeen: false },
      { seconds: expect.closeTo(2.5 / 25, 9) as number, isSeen: true },
      { seconds: expect.closeTo(5.5 / 25, 9) as number, isSeen: false },
      { seconds: expect.closeTo(8.5 / 25, 9) as number, isSeen: true },
      { seconds: expect.closeTo(9.5 / 25, 9) as number, isSeen: false },
    ],
  });
});

test('the Khronos validator has nothing to say about it', async () => {
  const file = await write('valid.glb', fewFrames);
  const report = await validateBytes(new Uint8Array(await readFile(file)));
  expect(report.issues.messages.filter((message) => message.severity <= 1)).toEqual([]);
  const document = await new WebIO().readBinary(new Uint8Array(await readFile(file)));
  const root = document.getRoot();
  expect(root.listMeshes()[0].getExtras()).toEqual({
    targetNames: ['jawOpen', 'mouthSmileLeft', 'mouthSmileRight'],
  });
  const [animation] = root.listAnimations();
  expect(animation.listChannels().map((channel) => channel.getTargetPath())).toEqual([
    'rotation',
    'translation',
    'weights',
    'scale',
  ]);
});

test('three.js shows every frame where the engine has it, and nothing in the gaps', async () => {
  const file = await write('frames.glb', fewFrames);
  const gaps = [1 / 25, 7 / 25];
  const shown = await animationInThree(file, [...fewFrames.map(({ clipSeconds }) => clipSeconds), ...gaps]);
  expect(shown.targets).toEqual(['jawOpen', 'mouthSmileLeft', 'mouthSmileRight']);
  expect(shown.vertices).toBe(face.model.vertexCount);
  expect(shown.camera.verticalDegrees).toBeCloseTo((2 * Math.atan(180 / 900) * 180) / Math.PI, 4);
  expect(shown.camera.aspect).toBeCloseTo(640 / 360, 5);
  fewFrames.forEach((frame, t) => {
    const places = shown.places.subarray(t * neutral.length, (t + 1) * neutral.length);
    expect(largestDifference(places, posed(frame))).toBeLessThan(5e-6);
  });
  for (let t = fewFrames.length; t < fewFrames.length + gaps.length; t++) {
    const places = shown.places.subarray(t * neutral.length, (t + 1) * neutral.length);
    for (let i = 3; i < places.length; i++) expect(places[i]).toBeCloseTo(places[i % 3], 6);
  }
});

test('without any expression and always in view there are neither targets nor gaps', async () => {
  const still = fewFrames.slice(0, 2).map((seen, frame) => ({
    ...seen,
    frame,
    clipSeconds: frame / 25,
    nextClipSeconds: frame === 0 ? 1 / 25 : undefined,
    fit: { ...seen.fit, expression: new Float32Array(10) },
  }));
  const file = await write('still.glb', still);
  const report = await validateBytes(new Uint8Array(await readFile(file)));
  expect(report.issues.messages.filter((message) => message.severity <= 1)).toEqual([]);
  const shown = await animationInThree(file, [0, 1 / 25]);
  expect(shown.targets).toEqual([]);
  expect(largestDifference(shown.places.subarray(neutral.length), posed(still[1]))).toBeLessThan(5e-6);
});

test('fewer frames than were surveyed leave no file', async () => {
  const before = await readdir(folder);
  const survey = await surveyFace(face.model, stream(fewFrames));
  const file = path.join(folder, 'short.glb');
  const animated = { face, mesh, survey, frameWidth: 640, frameHeight: 360 };
  await expect(writeAnimatedGlb(file, animated, stream(fewFrames.slice(1)))).rejects.toThrow(RangeError);
  expect(await readdir(folder)).toEqual(before);
});
