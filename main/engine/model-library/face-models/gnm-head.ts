import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ForeignFace, InnerPart } from '../../geometry/foreign-face';
import type { FaceModelImporter } from './face-model-importer';
import { gazeUnits, type GnmJoints } from './gnm-gaze';
import { openNpz, type NpzEntry } from './read-npz';
import { unsuitableFile } from './unsuitable-file';

const modelFile = 'gnm_head.npz';
const landmarkFile = 'head_sparse_68.txt';
const millimetresPerUnit = 1000; // metres
const jawPoints = 17;

/** Vertex groups that are not skin; what is in none of them is. Sides are the person's. */
const parts: readonly (readonly [string, InnerPart | 'hidden'])[] = [
  ['left_eye', 'rightEyeball'],
  ['right_eye', 'leftEyeball'],
  ['upper_teeth_and_gums', 'teeth'],
  ['lower_teeth_and_gums', 'teeth'],
  ['upper_teeth', 'teeth'],
  ['lower_teeth', 'teeth'],
  ['gums', 'teeth'],
  ['tongue', 'mouthBag'],
  ['mouth_sock', 'mouthBag'],
];

/** Google's GNM Head 3: `gnm_head.npz`, and beside it or in the repository's place for it the list of the 68 landmarks. */
export const gnmHead: FaceModelImporter = {
  name: 'GNM Head',
  licence: 'Apache-2.0',
  source: 'https://github.com/google/GNM',
  find: async (given) => {
    if (/\.npz$/i.test(given)) return given;
    for (const place of ['.', 'versions/v3_0', 'data/versions/v3_0', 'gnm/shape/data/versions/v3_0']) {
      const file = path.join(given, place, modelFile);
      if (await isThere(file)) return file;
    }
    return undefined;
  },
  read: readGnmHead,
};

async function readGnmHead(file: string): Promise<ForeignFace> {
  const npz = await openNpz(file);
  const entry = (name: string): NpzEntry => {
    const found = npz.read(name);
    if (found !== undefined) return found;
    const has = npz.names.join(', ') || 'nothing';
    throw unsuitableFile(file, `lacks the array ${name}; it has ${has}`, 'Take gnm_head.npz of GNM Head 3');
  };
  const numbers = (name: string, shape: readonly number[]): Float32Array => {
    const found = entry(name);
    if (found.numbers !== undefined && sameShape(found.shape, shape)) return found.numbers;
    const wanted = shape.map((n) => (n === 0 ? 'n' : n)).join(', ');
    throw unsuitableFile(
      file,
      `has ${name} [${found.shape.join(', ')}] where [${wanted}] is expected`,
      'Take gnm_head.npz of GNM Head 3',
    );
  };
  const texts = (name: string): readonly string[] => entry(name).texts ?? [];

  const mean = numbers('template_vertex_positions', [0, 3]).map((metres) => metres * millimetresPerUnit);
  const count = mean.length / 3;
  const row = mean.length;
  const modesOf = (name: string, names: readonly string[], wanted: (name: string) => boolean) => {
    const basis = numbers(name, [names.length, count, 3]);
    return names.flatMap((mode, k) =>
      wanted(mode)
        ? [{ name: mode, offsets: basis.slice(k * row, (k + 1) * row).map((m) => m * millimetresPerUnit) }]
        : [],
    );
  };
  const triangles = Uint32Array.from(numbers('triangles', [0, 3]));
  if (!triangles.every((v) => v < count)) {
    throw unsuitableFile(file, 'has a triangle that names a vertex it does not have', 'Get it again');
  }
  const groupNames = texts('vertex_group_names');
  const groups = numbers('vertex_groups', [groupNames.length, count]);
  const partOfVertex: (InnerPart | 'hidden' | undefined)[] = Array.from({ length: count });
  for (const [group, part] of parts) {
    const g = groupNames.indexOf(group);
    if (g < 0) continue;
    for (let v = 0; v < count; v++) if (groups[g * count + v] > 0.5) partOfVertex[v] = part;
  }
  const jointNames = npz.names.includes('joint_names') ? texts('joint_names') : [];
  const hasJoints = jointNames.length > 0 && npz.names.includes('template_joint_positions');
  const joints: GnmJoints = {
    names: hasJoints ? jointNames : [],
    positions: hasJoints
      ? numbers('template_joint_positions', [jointNames.length, 3]).map((m) => m * millimetresPerUnit)
      : new Float32Array(0),
    weights: hasJoints ? numbers('skinning_weights', [jointNames.length, count]) : new Float32Array(0),
  };
  return {
    name: 'gnm-head',
    version: texts('version').at(0) ?? '3',
    mean,
    triangles,
    // Eyeballs and teeth vary by themselves; pictures tell nothing of them.
    identity: modesOf('vertex_identity_basis', texts('identity_names'), (name) =>
      name.startsWith('head'),
    ).map(({ offsets }) => offsets),
    expressions: [
      ...modesOf('expression_basis', texts('expression_names'), () => true),
      ...gazeUnits(mean, joints),
    ],
    expressionsAreComponents: true,
    albedo: undefined,
    landmarks68: await readLandmarks(file, mean),
    partOf: (vertex) => partOfVertex[vertex],
  };
}

/** 68 lines of three vertices with a weight each. */
async function readLandmarks(modelPath: string, mean: Float32Array): Promise<Float32Array> {
  const folder = path.dirname(modelPath);
  const places = [path.join(folder, landmarkFile), path.join(folder, '..', '..', 'landmarks', landmarkFile)];
  for (const file of places) {
    if (!(await isThere(file))) continue;
    const rows = (await readFile(file, 'utf8'))
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number))
      .filter((row) => row.length > 1);
    const fits = rows.every(
      (row) => row.length === 6 && [0, 2, 4].every((i) => 3 * row[i] + 2 < mean.length),
    );
    if (rows.length !== 68 || !fits) {
      throw unsuitableFile(file, 'does not hold 68 lines of three vertices with weights', 'Get it again');
    }
    const points = rows.map((row) =>
      [0, 1, 2].map((axis) => [0, 2, 4].reduce((sum, i) => sum + row[i + 1] * mean[3 * row[i] + axis], 0)),
    );
    return Float32Array.from([...alongTheJaw(points.slice(0, jawPoints)), ...points.slice(jawPoints)].flat());
  }
  throw unsuitableFile(
    modelPath,
    `does not say where its landmarks are, and ${landmarkFile} is not beside it`,
    'Put that file of the GNM repository (gnm/shape/data/landmarks) beside it',
  );
}

/** GNM lists some points of the jaw out of order: from the viewer's left round the chin to the right. */
function alongTheJaw(points: readonly number[][]): number[][] {
  const top = Math.max(...points.map(([, y]) => y));
  const angle = ([x, y]: readonly number[]): number => Math.atan2(x, top + 1 - y);
  return [...points].sort((a, b) => angle(a) - angle(b));
}

function sameShape(shape: readonly number[], wanted: readonly number[]): boolean {
  return shape.length === wanted.length && wanted.every((n, i) => n === 0 || n === shape[i]);
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
