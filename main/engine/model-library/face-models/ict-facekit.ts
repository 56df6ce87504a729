import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { ForeignFace, InnerPart } from '../../geometry/foreign-face';
import type { FaceModelImporter } from './face-model-importer';
import { readObj } from './read-obj';
import { unsuitableFile } from './unsuitable-file';

const neutralFile = 'generic_neutral_mesh.obj';
const vertexCount = 26719;
const millimetresPerUnit = 10; // centimetres

/** iBUG-68 by vertex, the jaw's as the jawline's (ICT-FaceKit's README, "Facial Landmarks"). */
const landmarkVertices: readonly number[] = [
  1278, 1272, 12, 1834, 243, 781, 2199, 1447, 966, 3661, 4390, 3022, 2484, 4036, 2253, 3490, 3496, 268, 493,
  1914, 2044, 1401, 3615, 4240, 4114, 2734, 2509, 978, 4527, 4942, 4857, 1140, 2075, 1147, 4269, 3360, 1507,
  1542, 1537, 1528, 1518, 1511, 3742, 3751, 3756, 3721, 3725, 3732, 5708, 5695, 2081, 0, 4275, 6200, 6213,
  6346, 6461, 5518, 5957, 5841, 5702, 5711, 5533, 6216, 6207, 6470, 5517, 5966,
];

/** Last vertex of each geometry and what it is (README, "Face Model Topology"); sides as the viewer sees them. */
const geometries: readonly (readonly [number, InnerPart | 'hidden' | undefined])[] = [
  [11247, undefined], // face, head and neck
  [13293, 'mouthBag'],
  [14061, 'hidden'], // eye sockets
  [17038, 'mouthBag'], // gums and tongue
  [21450, 'teeth'],
  [23020, 'rightEyeball'], // the person's left
  [24590, 'leftEyeball'],
  [vertexCount - 1, 'hidden'], // tear film, lid shades, lashes
];

/** ICT-FaceKit's light model: a folder of OBJ files, each the neutral face with one mode added. */
export const ictFaceKit: FaceModelImporter = {
  name: 'ICT-FaceKit',
  licence: 'MIT',
  source: 'https://github.com/ICT-VGL/ICT-FaceKit',
  find: async (given) => {
    for (const folder of [given, path.join(given, 'FaceXModel')]) {
      const names = await readdir(folder).catch((): string[] => []);
      if (names.includes(neutralFile)) return folder;
    }
    return undefined;
  },
  read: readIctFaceKit,
};

async function readIctFaceKit(folder: string): Promise<ForeignFace> {
  const neutral = await readObj(path.join(folder, neutralFile));
  const shapes = (await readdir(folder))
    .filter((name) => name.endsWith('.obj') && name !== neutralFile)
    .sort();
  const offsetsOf = async (name: string): Promise<Float32Array> => {
    const file = path.join(folder, name);
    const { vertices } = await readObj(file);
    expectVertices(file, vertices);
    return vertices.map((place, i) => (place - neutral.vertices[i]) * millimetresPerUnit);
  };
  expectVertices(path.join(folder, neutralFile), neutral.vertices);
  const identity: Float32Array[] = [];
  const expressions: ForeignFace['expressions'][number][] = [];
  for (const name of shapes) {
    const offsets = await offsetsOf(name);
    if (/^identity\d+\.obj$/.test(name)) identity.push(offsets);
    else expressions.push({ name: arkitName(path.parse(name).name), offsets });
  }
  if (identity.length === 0) {
    throw unsuitableFile(
      folder,
      'holds no identity000.obj and so on beside its neutral face',
      'Take the whole folder FaceXModel',
    );
  }
  const mean = neutral.vertices.map((place) => place * millimetresPerUnit);
  return {
    name: 'ict-facekit',
    version: 'light',
    mean,
    triangles: neutral.triangles,
    identity,
    expressions,
    expressionsAreComponents: false,
    albedo: undefined,
    landmarks68: Float32Array.from(landmarkVertices.flatMap((v) => [...mean.subarray(3 * v, 3 * v + 3)])),
    partOf: (vertex) => geometries.find(([last]) => vertex <= last)?.[1],
  };
}

function expectVertices(file: string, vertices: Float32Array): void {
  if (vertices.length === vertexCount * 3) return;
  throw unsuitableFile(
    file,
    `has ${vertices.length / 3} vertices; ICT-FaceKit's faces have ${vertexCount}`,
    'Take the whole folder FaceXModel as it was published',
  );
}

/** `browDown_L` -> `browDownLeft`. */
function arkitName(name: string): string {
  return name.replace(/_L$/, 'Left').replace(/_R$/, 'Right');
}
