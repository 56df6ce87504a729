import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { validateBytes } from 'gltf-validator';
import { loadFaceModel } from '../../main/engine/geometry/load-face-model';
import { createPosedMesh, poseMesh } from '../../main/engine/geometry/posed-mesh';
import { neutralFace } from '../../main/engine/geometry/vertex-correction';
import { fitLayout, unpackFit } from '../../main/engine/people/fit-row';
import { AnalysisReader } from '../../main/engine/project/analysis-reader';
import { loadProject } from '../../main/engine/project/project-folder';
import { objInThree } from '../fixtures/read-with-three';
import { volumeNetwork } from '../fixtures/small-network';
import { runFacet } from './run-facet';

// Analyses half a second of the sample, with the real networks.
jest.setTimeout(240_000);

const root = path.join(__dirname, '..', '..');
const clip = path.join(root, 'assets', 'samples', 'talking-head.mp4');
let folder: string;
let project: string;
const file = (ending: string): string => path.join(folder, 'face', `talking-head-volumetric${ending}`);

async function reconstruct(out: string, ...args: string[]) {
  const output = path.join(folder, out);
  const clipArgs = [clip, '-o', output, '--project', project, '--to', '0.5', '--device', 'cpu'];
  return runFacet(['reconstruct', ...clipArgs, '--reconstruction', 'volumetric', ...args], {
    env: { FACET_DATA: path.join(folder, 'data') },
  });
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-volumetric-'));
  project = path.join(folder, 'head.facet');
  const run = await reconstruct('face', '--json');
  if (run.exitCode !== 0) throw new Error(run.stdout + run.stderr);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The fitted face of every frame before the camera, mm: the vertices of its interior that turn to the viewer. */
async function fittedFaces(): Promise<number[][]> {
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
  const faces: number[][] = [];
  for (let frame = 0; frame < analysis.frameCount; frame++) {
    const [row] = await analysis.facesOf(frame);
    const { fit } = unpackFit(layout, row.fit);
    poseMesh(model, neutral, fit, known.camera, { a: 1, b: 0, tx: 0, ty: 0 }, mesh);
    const points: number[] = [];
    for (let v = 0; v < model.vertexCount; v += 12) {
      const isSkin = model.regionNames[model.region[v]] === 'skin' && model.paintWeight[v] > 0.9;
      if (isSkin && mesh.facing[v] > 0.5) points.push(...mesh.inCamera.subarray(3 * v, 3 * v + 3));
    }
    faces.push(points);
  }
  await analysis.close();
  return faces;
}

function medianDistance(points: readonly number[], to: Float32Array): number {
  const distances: number[] = [];
  for (let i = 0; i < points.length; i += 3) {
    let least = Infinity;
    for (let j = 0; j < to.length; j += 3) {
      const d = Math.hypot(to[j] - points[i], to[j + 1] - points[i + 1], to[j + 2] - points[i + 2]);
      if (d < least) least = d;
    }
    distances.push(least);
  }
  return distances.sort((a, b) => a - b)[distances.length >> 1];
}

test('the mesh lies before the camera where the fitted face is, to a few millimetres', async () => {
  const { places, meshes } = await objInThree(file('.obj'));
  expect(meshes).toBe(1);
  expect(places.length / 9).toBeGreaterThan(20_000);
  const corners = places.filter((_, i) => Math.floor(i / 3) % 6 === 0);
  const off = (await fittedFaces()).map((points) => medianDistance(points, corners));
  // One of the frames is the best one, which it was made from.
  expect(Math.min(...off)).toBeLessThan(4);
  expect(Math.min(...off)).toBeGreaterThan(0);
});

test('vertices have the picture’s colours', async () => {
  const text = await readFile(file('.obj'), 'utf8');
  const colours = [...text.matchAll(/^v \S+ \S+ \S+ (\S+) (\S+) (\S+)$/gm)].map((m) =>
    m.slice(1).map(Number),
  );
  const reddish = colours.filter(([r, g, b]) => r > g && g >= b * 0.8).length;
  expect(reddish / colours.length).toBeGreaterThan(0.6);
  expect(new Set(colours.map(([r]) => r.toFixed(2))).size).toBeGreaterThan(20);
});

test('the GLB is valid', async () => {
  const report = await validateBytes(new Uint8Array(await readFile(file('.glb'))));
  expect(report.issues.messages.filter((message) => message.severity <= 1)).toEqual([]);
});

test('the raw volume has the original’s size, and a head around its middle at 10', async () => {
  expect((await stat(file('.raw'))).size).toBe(200 * 192 * 192);
  const raw = new Int8Array((await readFile(file('.raw'))).buffer.slice(0));
  const at = (slice: number, row: number, column: number): number => raw[(slice * 192 + row) * 192 + column];
  expect(at(100, 96, 96)).toBe(20);
  for (const [row, column] of [
    [2, 2],
    [2, 189],
  ]) {
    expect(at(100, row, column)).toBeLessThan(10);
  }
  // The nose before the cheeks: the last filled slice is higher in the middle than beside it.
  const height = (row: number, column: number): number => {
    for (let slice = 199; slice >= 0; slice--) if (at(slice, row, column) >= 10) return slice;
    return -1;
  };
  expect(height(105, 96)).toBeGreaterThan(height(105, 60) + 5);
  expect(height(105, 96)).toBeGreaterThan(height(105, 132) + 5);
});

test('a VRN of the user’s takes the same way', async () => {
  const network = path.join(folder, 'vrn.onnx');
  await writeFile(network, volumeNetwork());
  const env = { FACET_DATA: path.join(folder, 'data') };
  const added = await runFacet(
    ['models', 'add', network, '--licence', 'MIT', '--source', 'a test', '--adapter', 'vrn'],
    { env },
  );
  expect(added).toMatchObject({ exitCode: 0 });
  expect(added.stdout).toContain('--reconstruction volumetric --model vrn');
  const run = await reconstruct('vrn', '--model', 'vrn', '--formats', 'ply,npz');
  expect(run).toMatchObject({ exitCode: 0 });
  expect(run.stdout + run.stderr).toContain('npz is left out');
  expect((await stat(path.join(folder, 'vrn', 'talking-head-volumetric.ply'))).size).toBeGreaterThan(100_000);
  expect(await reconstruct('none', '--model', 'no-such')).toMatchObject({ exitCode: 6 });
});
