import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ForeignFace } from '../../geometry/foreign-face';
import type { FaceModelImporter } from './face-model-importer';
import { readMat, type MatArray } from './read-mat';
import { unsuitableFile } from './unsuitable-file';

const frontFile = 'BFM_model_front.mat';
const wholeFile = '01_MorphableModel.mat';
const wholeFiles = [
  wholeFile,
  'Exp_Pca.bin',
  'std_exp.txt',
  'BFM_exp_idx.mat',
  'BFM_front_idx.mat',
  'facemodel_info.mat',
];
/** Vertices of the expression basis (Guo et al. 2018), of which the front model is a part. */
const expressionVertices = 53215;
const [identityModes, expressionModes, albedoModes] = [80, 64, 80];
const millimetresPerDecimetre = 100;
const millimetresPerMicrometre = 1e-3;

/** The Basel Face Model 2009 with the expressions of Guo et al., as Deep3DFaceReconstruction prepares and uses them. */
export const baselFaceModel: FaceModelImporter = {
  name: 'Basel Face Model 2009',
  licence: 'Basel Face Model 2009 (research only)',
  source: 'https://faces.dmi.unibas.ch/bfm',
  basis: 'deep3d',
  terms: 'The Basel Face Model is for research only: no commercial use, and it must not be passed on.',
  find: async (given) => {
    const info = await stat(given).catch(() => undefined);
    if (info?.isFile() === true) {
      if (/^01_MorphableModel\.mat$/i.test(path.basename(given))) return path.dirname(given);
      return /\.mat$/i.test(given) ? given : undefined;
    }
    const names = await readdir(given).catch((): string[] => []);
    if (names.includes(frontFile)) return path.join(given, frontFile);
    return names.includes(wholeFile) ? given : undefined;
  },
  read: async (found) => ((await stat(found)).isFile() ? readFront(found) : readWhole(found)),
};

/** A MAT-file's arrays by name, with what each must look like. */
class MatFile {
  private constructor(
    readonly file: string,
    private readonly arrays: Map<string, MatArray>,
  ) {}

  static async open(file: string): Promise<MatFile> {
    return new MatFile(file, await readMat(file));
  }

  /** @param shape sizes that are known; 0 stands for any */
  array(name: string, shape: readonly number[]): MatArray {
    const found = this.arrays.get(name);
    const wanted = `${name} [${shape.map((n) => (n === 0 ? 'n' : n)).join(', ')}]`;
    if (found === undefined) {
      throw this.unsuitable(
        `lacks the array ${wanted}; it has ${[...this.arrays.keys()].join(', ') || 'none'}`,
      );
    }
    if (found.shape.length !== shape.length || shape.some((n, i) => n !== 0 && n !== found.shape[i])) {
      throw this.unsuitable(`has ${name} [${found.shape.join(', ')}] where ${wanted} is expected`);
    }
    return found;
  }

  /** Indices from 1 as indices from 0. */
  indices(name: string, count: number, below: number): Uint32Array {
    const found = this.arrays.get(name);
    if (found === undefined || (count !== 0 && found.values.length !== count)) {
      throw this.unsuitable(`lacks the indices ${name}${count === 0 ? '' : ` (${count})`}`);
    }
    const from0 = Uint32Array.from(found.values, (index) => index - 1);
    if (!from0.every((index) => index < below)) {
      throw this.unsuitable(`has an index in ${name} that is not among 1 to ${below}`);
    }
    return from0;
  }

  unsuitable(what: string): Error {
    return unsuitableFile(this.file, what, 'Make it with Deep3DFaceReconstruction’s own preparation');
  }
}

async function readFront(file: string): Promise<ForeignFace> {
  const mat = await MatFile.open(file);
  const { values: meanshape } = mat.array('meanshape', [1, 0]);
  const row = meanshape.length;
  const modes = (name: string, count: number, scale: number): Float32Array[] =>
    columns(mat.array(name, [row, count]), count, scale);
  return {
    ...topology(mat, row / 3),
    ...faceOf(
      Float32Array.from(meanshape, (dm) => dm * millimetresPerDecimetre),
      modes('idBase', identityModes, millimetresPerDecimetre),
      modes('exBase', expressionModes, millimetresPerDecimetre),
      Float32Array.from(mat.array('meantex', [1, row]).values, (level) => level / 255),
      modes('texBase', albedoModes, 1 / 255),
      mat.indices('keypoints', 68, row / 3),
    ),
  };
}

/** What Deep3DFaceReconstruction's preparation does: both bases cut down to the vertices of the front of the face. */
async function readWhole(folder: string): Promise<ForeignFace> {
  const names = await readdir(folder);
  const missing = wholeFiles.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw unsuitableFile(
      path.join(folder, wholeFile),
      `needs ${missing.join(', ')} beside it`,
      'They come with Deep3DFaceReconstruction and the expression basis of Guo et al.',
    );
  }
  const at = (name: string): string => path.join(folder, name);
  const info = await MatFile.open(at('facemodel_info.mat'));
  const trim = (await MatFile.open(at('BFM_exp_idx.mat'))).indices('trimIndex', expressionVertices, Infinity);
  const front = (await MatFile.open(at('BFM_front_idx.mat'))).indices('idx', 0, expressionVertices);
  const expression = await readExpressions(at('Exp_Pca.bin'), at('std_exp.txt'));
  const whole = await MatFile.open(at(wholeFile));
  const {
    values: shapeMean,
    shape: [rows],
  } = whole.array('shapeMU', [0, 1]);
  const inWhole = front.map((v) => trim[v]);
  if (!inWhole.every((v) => 3 * v < rows))
    throw whole.unsuitable('has fewer vertices than BFM_exp_idx.mat names');
  const modes = (name: string, deviations: string, count: number, scale: number): Float32Array[] => {
    const sd = whole.array(deviations, [0, 1]).values;
    const all = columns(whole.array(name, [rows, 0]), count, scale);
    return all.map((mode, k) => scaled(pick(mode, inWhole), sd[k]));
  };
  return {
    ...topology(info, front.length),
    ...faceOf(
      pick(
        Float32Array.from(shapeMean, (um) => um * millimetresPerMicrometre),
        inWhole,
      ),
      modes('shapePC', 'shapeEV', identityModes, millimetresPerMicrometre),
      expression.map((mode) => pick(mode, front)),
      pick(
        Float32Array.from(whole.array('texMU', [rows, 1]).values, (level) => level / 255),
        inWhole,
      ),
      modes('texPC', 'texEV', albedoModes, 1 / 255),
      info.indices('keypoints', 68, front.length),
    ),
  };
}

function faceOf(
  mean: Float32Array,
  identity: readonly Float32Array[],
  expressions: readonly Float32Array[],
  albedoMean: Float32Array,
  albedoModesOf: readonly Float32Array[],
  keypoints: Uint32Array,
): Omit<ForeignFace, 'triangles'> {
  return {
    name: 'bfm-2009',
    version: 'front',
    mean,
    identity,
    expressions: expressions.map((offsets, e) => ({ name: `component${e + 1}`, offsets })),
    expressionsAreComponents: true,
    isBasisOfNetworks: true,
    albedo: { mean: albedoMean, modes: albedoModesOf },
    landmarks68: pick(mean, keypoints),
    partOf: () => undefined, // Eyes and mouth are closed surfaces, painted on.
  };
}

function topology(mat: MatFile, vertices: number): Pick<ForeignFace, 'triangles'> {
  const { shape } = mat.array('tri', [0, 3]);
  const byColumn = mat.indices('tri', 0, vertices);
  const [count] = shape;
  return { triangles: Uint32Array.from(byColumn, (_, i) => byColumn[(i % 3) * count + Math.floor(i / 3)]) };
}

/** int32 modes, then the mean and each mode as 3 x 53215 float32 micrometres; deviations as text beside it. */
async function readExpressions(file: string, deviationsFile: string): Promise<Float32Array[]> {
  const bytes = await readFile(file);
  const row = 3 * expressionVertices;
  const count = bytes.length < 4 ? 0 : bytes.readInt32LE(0);
  const expected = 4 + 4 * row * (count + 1);
  if (count < expressionModes || bytes.length !== expected) {
    throw unsuitableFile(
      file,
      `is ${bytes.length} bytes long, and ${expected} go with the ${count} modes that it announces (at least ${expressionModes} are needed)`,
      'Get it again from its source',
    );
  }
  const sd = (await readFile(deviationsFile, 'utf8')).trim().split(/\s+/).map(Number);
  if (sd.length < expressionModes || !sd.every(Number.isFinite)) {
    throw unsuitableFile(deviationsFile, `does not hold ${count} numbers`, 'Get it again from its source');
  }
  return Array.from({ length: expressionModes }, (_, k) => {
    const start = bytes.byteOffset + 4 + 4 * row * (k + 1);
    return scaled(
      new Float32Array(bytes.buffer.slice(start, start + 4 * row)),
      sd[k] * millimetresPerMicrometre,
    );
  });
}

function columns({ shape, values }: MatArray, count: number, scale: number): Float32Array[] {
  const [rows] = shape;
  return Array.from({ length: Math.min(count, shape[1]) }, (_, k) =>
    scaled(Float32Array.from(values.subarray(k * rows, (k + 1) * rows)), scale),
  );
}

/** In place. */
function scaled(values: Float32Array, scale: number): Float32Array {
  for (let i = 0; i < values.length; i++) values[i] *= scale;
  return values;
}

/** Rows of three. */
function pick(values: Float32Array, vertices: Uint32Array): Float32Array {
  const out = new Float32Array(vertices.length * 3);
  vertices.forEach((v, i) => out.set(values.subarray(3 * v, 3 * v + 3), 3 * i));
  return out;
}
