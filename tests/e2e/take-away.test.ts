import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { validateBytes } from 'gltf-validator';
import sharp from 'sharp';
import { loadFaceModel } from '../../main/engine/geometry/load-face-model';
import { createPosedMesh, poseMesh } from '../../main/engine/geometry/posed-mesh';
import { neutralFace } from '../../main/engine/geometry/vertex-correction';
import { fitLayout, unpackFit } from '../../main/engine/people/fit-row';
import { decodeFrames } from '../../main/engine/media/decode-frames';
import { locateFfmpeg } from '../../main/engine/media/locate-ffmpeg';
import { probeMedia } from '../../main/engine/media/probe';
import { AnalysisReader } from '../../main/engine/project/analysis-reader';
import { loadProject } from '../../main/engine/project/project-folder';
import { animationInThree, objInThree } from '../fixtures/read-with-three';
import { npyNumbers, npyTexts, readNpz } from '../unit/engine/export/read-npz';
import { runFacet } from './run-facet';

// Analyses half a second of the sample and writes everything.
jest.setTimeout(240_000);

const root = path.join(__dirname, '..', '..');
const clip = path.join(root, 'assets', 'samples', 'talking-head.mp4');
const frameCount = 13;
let folder: string;
let out: string;
let project: string;

const file = (ending: string): string => path.join(out, `talking-head${ending}`);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-take-away-'));
  out = path.join(folder, 'face');
  project = path.join(folder, 'head.facet');
  const args = ['reconstruct', clip, '-o', out, '--project', project, '--to', '0.5', '--device', 'cpu'];
  const run = await runFacet([...args, '--sequence', 'obj', '--json']);
  if (run.exitCode !== 0) throw new Error(run.stdout + run.stderr);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every frame's mesh as the engine poses it: [V,3] mm, camera space. */
async function posedByEngine(): Promise<{ seconds: number; vertices: Float32Array }[]> {
  const model = await loadFaceModel(path.join(root, 'native-models', 'facet-face', 'facet-face.ffm'));
  const known = await loadProject(project);
  if (known === undefined) throw new Error('no project');
  const { shape, correction } = known.people[0];
  const neutral = neutralFace(model, {
    shape: Float32Array.from(shape),
    correction: Float32Array.from(correction),
  });
  const layout = fitLayout(known.faceModel.expressionNames.length);
  const analysis = await AnalysisReader.open(project, layout.columns);
  const mesh = createPosedMesh(model);
  const frames: { seconds: number; vertices: Float32Array }[] = [];
  for (let frame = 0; frame < analysis.frameCount; frame++) {
    const [row] = await analysis.facesOf(frame);
    const { fit } = unpackFit(layout, row.fit);
    poseMesh(model, neutral, fit, known.camera, { a: 1, b: 0, tx: 0, ty: 0 }, mesh);
    frames.push({ seconds: analysis.secondsOf(frame), vertices: mesh.inCamera.slice() });
  }
  await analysis.close();
  return frames;
}

test('the moving face is valid, and three.js shows every frame’s vertices where the engine has them', async () => {
  const glb = file('.animated.glb');
  const report = await validateBytes(new Uint8Array(await readFile(glb)));
  expect(report.issues.messages.filter((message) => message.severity <= 1)).toEqual([]);
  const frames = await posedByEngine();
  expect(frames).toHaveLength(frameCount);
  const shown = await animationInThree(
    glb,
    frames.map(({ seconds }) => seconds - frames[0].seconds),
  );
  expect(shown.targets.length).toBeGreaterThan(5);
  expect(shown.duration).toBeCloseTo(0.48, 3);
  const numbers = frames[0].vertices.length;
  expect(shown.vertices * 3).toBe(numbers);
  let moved = 0;
  frames.forEach(({ vertices }, t) => {
    const places = shown.places.subarray(t * numbers, (t + 1) * numbers);
    let largest = 0;
    for (let i = 0; i < numbers; i++) {
      largest = Math.max(largest, Math.abs(places[i] * 1000 - vertices[i]));
      moved = Math.max(moved, Math.abs(vertices[i] - frames[0].vertices[i]));
    }
    expect(largest).toBeLessThan(0.05);
  });
  expect(moved).toBeGreaterThan(1);
});

test('a mesh for every frame, at the same places', async () => {
  const names = await readdir(file('-obj'));
  expect(names).toHaveLength(frameCount);
  expect([names[0], names.at(-1)]).toEqual(['000001.obj', '000013.obj']);
  const { vertices } = (await posedByEngine())[12];
  const { places } = await objInThree(path.join(file('-obj'), '000013.obj'));
  const text = await readFile(path.join(file('-obj'), '000013.obj'), 'utf8');
  const corners = [...text.matchAll(/^f (\d+) (\d+) (\d+)$/gm)].flatMap((match) =>
    match.slice(1).map(Number),
  );
  expect(corners.length * 3).toBe(places.length);
  const off = corners.map((vertex, corner) =>
    Math.max(...[0, 1, 2].map((c) => Math.abs(places[corner * 3 + c] - vertices[(vertex - 1) * 3 + c]))),
  );
  expect(off.reduce((most, value) => Math.max(most, value), 0)).toBeLessThan(1e-3);
});

test('NPZ, CSV and JSON say the same of every frame', async () => {
  const arrays = readNpz(await readFile(file('-frames.npz')));
  const array = (name: string) => {
    const found = arrays.get(name);
    if (found === undefined) throw new Error(`no array ${name}`);
    return found;
  };
  expect(array('deep3d').shape).toEqual([frameCount, 257]);
  expect(array('landmarks68').shape).toEqual([frameCount, 68, 2]);
  expect(array('landmarks478').shape).toEqual([frameCount, 478, 3]);
  const deep3d = npyNumbers(array('deep3d'));
  const json = JSON.parse(await readFile(file('-frames.json'), 'utf8')) as {
    expressionNames: string[];
    frames: { seconds: number; deep3d: number[] }[];
  };
  expect(json.expressionNames).toEqual(npyTexts(array('expression_names')));
  expect(json.frames.map(({ seconds }) => seconds)).toEqual(
    npyNumbers(array('seconds')).map((seconds) => Number(seconds.toFixed(6))),
  );
  const [names, ...rows] = (await readFile(file('-frames.csv'), 'utf8'))
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
  expect(rows).toHaveLength(frameCount);
  const first = names.indexOf('deep3d_0');
  rows.forEach((row, t) => {
    for (let i = 0; i < 257; i++) {
      const value = deep3d[t * 257 + i];
      expect(Math.abs(Number(row[first + i]) - value)).toBeLessThan(1e-4);
      expect(Math.abs(json.frames[t].deep3d[i] - value)).toBeLessThan(1e-5);
    }
  });
  const landmarks = (await readFile(file('-landmarks.csv'), 'utf8')).trimEnd().split('\r\n');
  expect(landmarks).toHaveLength(1 + frameCount);
  // The mesh's 68 points lie on the face that the network saw: eye corners within a few pixels of its own.
  const mesh = npyNumbers(array('landmarks68'));
  const seen = npyNumbers(array('landmarks478'));
  for (const [ours, theirs] of [
    [36, 33],
    [45, 263],
  ]) {
    const off = Math.hypot(mesh[ours * 2] - seen[theirs * 3], mesh[ours * 2 + 1] - seen[theirs * 3 + 1]);
    expect(off).toBeLessThan(6);
  }
});

test('depth is 16-bit, normals and de-lit texture are pictures', async () => {
  const depth = await readFile(file('-depth.png'));
  expect([...depth.subarray(24, 26)]).toEqual([16, 0]);
  const maps = JSON.parse(await readFile(file('-maps.json'), 'utf8')) as {
    depth: { nearMillimetres: number; millimetresPerLevel: number };
  };
  const deepest = maps.depth.nearMillimetres + 65534 * maps.depth.millimetresPerLevel;
  // A head is some 10 to 25 cm deep as far as it is seen.
  expect(deepest - maps.depth.nearMillimetres).toBeGreaterThan(80);
  expect(deepest - maps.depth.nearMillimetres).toBeLessThan(300);
  expect(await sharp(file('-normals.png')).metadata()).toMatchObject({
    width: 384,
    height: 384,
    depth: 'uchar',
  });
  expect(await sharp(file('-albedo.png')).metadata()).toMatchObject({ width: 1024, height: 1024 });
});

test('--formats writes these and no others', async () => {
  const only = path.join(folder, 'only');
  const args = ['reconstruct', clip, '-o', only, '--project', project, '--to', '0.5', '--device', 'cpu'];
  const run = await runFacet([...args, '--formats', 'npz,maps', '--quiet']);
  expect(run).toMatchObject({ exitCode: 0, stderr: '' });
  expect((await readdir(only)).sort()).toEqual([
    'talking-head-depth.png',
    'talking-head-frames.npz',
    'talking-head-maps.json',
    'talking-head-normals.png',
  ]);
});

test('the frontal video has every frame at its time; the head rests, the mouth moves', async () => {
  const film = path.join(folder, 'film');
  const args = ['reconstruct', clip, '-o', film, '--project', project, '--to', '0.5', '--device', 'cpu'];
  const look = ['--formats', 'frontal-video', '--frontal-size', '256', '--yaw', '15'];
  const run = await runFacet([...args, ...look, '--json']);
  expect(run.exitCode).toBe(0);
  const video = path.join(film, 'talking-head-frontal.mp4');
  expect(await readdir(film)).toEqual(['talking-head-frontal.mp4']);
  const tools = await locateFfmpeg({});
  const info = await probeMedia(video, tools);
  expect([info.displayWidth, info.displayHeight, info.codec]).toEqual([256, 256, 'h264']);
  const pictures: Uint8Array[] = [];
  const times: number[] = [];
  for await (const { image, timestampMicros } of decodeFrames(info, tools)) {
    pictures.push(image.data.slice());
    times.push(timestampMicros);
  }
  expect(times.map((time) => Math.round(time / 40_000))).toEqual(times.map((_, t) => t));
  expect(pictures).toHaveLength(frameCount);
  // The outline stays where it is although the head sways in the clip; what is inside moves.
  const isBackdrop = (picture: Uint8Array, i: number) =>
    [0, 1, 2].every((c) => Math.abs(picture[i + c] - 36) < 8);
  const [first, last] = [pictures[0], pictures[frameCount - 1]];
  let outside = 0;
  let crossed = 0;
  let changed = 0;
  for (let i = 0; i < first.length; i += 3) {
    if (isBackdrop(first, i)) outside++;
    if (isBackdrop(first, i) !== isBackdrop(last, i)) crossed++;
    if (Math.abs(first[i] - last[i]) > 12) changed++;
  }
  expect(outside).toBeGreaterThan(0.3 * 256 * 256);
  expect(crossed).toBeLessThan(0.01 * 256 * 256);
  expect(changed).toBeGreaterThan(2 * crossed);
});
