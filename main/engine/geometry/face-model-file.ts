import { z } from 'zod';
import { StudioError } from '../errors/studio-error';
import type { FaceModel, ShapeReading, SurfacePoints } from './types';

/** A model's file begins with it. */
export const faceModelMagic = 'FACETMM1';

const headerSchema = z.object({
  name: z.string(),
  version: z.string(),
  identityModes: z.number().int().nonnegative(),
  expressionNames: z.array(z.string()),
  expressionDeviations: z.number().positive().optional(),
  albedoModes: z.number().int().nonnegative(),
  publishedAxes: z
    .object({
      rotation: z.array(z.number()).length(9),
      translation: z.tuple([z.number(), z.number(), z.number()]),
    })
    .optional(),
  regions: z.union([z.record(z.string(), z.union([z.string(), z.number()])), z.array(z.string())]),
  tensors: z.record(
    z.string(),
    z.object({
      dtype: z.string(),
      shape: z.array(z.number().int().nonnegative()),
      offset: z.number().int().nonnegative(),
    }),
  ),
});
type Header = z.infer<typeof headerSchema>;

/** dtype -> constructor, so that a slice of the file becomes a typed array. All little-endian. */
const arrayTypes = {
  float32: Float32Array,
  int16: Int16Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  uint8: Uint8Array,
} as const;
type Dtype = keyof typeof arrayTypes;

/**
 * Reads a morphable model from the bytes of a `.ffm` file (format: native-models/facet-face/README.md).
 * @param source what to call the file in error messages
 * @throws StudioError `model-corrupt` when the bytes are not such a file, are cut short, or contradict themselves
 */
export function parseFaceModel(bytes: Uint8Array, source = 'the face model'): FaceModel {
  const corrupt = (what: string, cause?: unknown): StudioError =>
    new StudioError(
      'model-corrupt',
      `${source} is damaged: ${what}. Reinstall it (facet models shows where it belongs).`,
      cause === undefined ? {} : { cause },
    );

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 12 || String.fromCharCode(...bytes.subarray(0, 8)) !== faceModelMagic) {
    throw corrupt(`it does not begin with ${faceModelMagic}`);
  }
  const headerLength = view.getUint32(8, true);
  if (12 + headerLength > bytes.byteLength) throw corrupt('its header is cut short');
  let header: Header;
  try {
    const text = new TextDecoder().decode(bytes.subarray(12, 12 + headerLength));
    header = headerSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw corrupt('its header cannot be read', cause);
  }
  const dataStart = Math.ceil((12 + headerLength) / 64) * 64;

  const has = (name: string): boolean => header.tensors[name] !== undefined;
  function tensor<D extends Dtype>(
    name: string,
    dtype: D,
    shape: readonly number[],
  ): InstanceType<(typeof arrayTypes)[D]> {
    const entry = header.tensors[name];
    if (entry === undefined) throw corrupt(`tensor ${name} is missing`);
    if (entry.dtype !== dtype || entry.shape.join() !== shape.join()) {
      throw corrupt(`tensor ${name} is ${entry.dtype}[${entry.shape.join()}], not ${dtype}[${shape.join()}]`);
    }
    const ArrayType = arrayTypes[dtype];
    const length = shape.reduce((product, n) => product * n, 1) * ArrayType.BYTES_PER_ELEMENT;
    const start = dataStart + entry.offset;
    if (start + length > bytes.byteLength) throw corrupt(`tensor ${name} is cut short`);
    // Copied: the file's bytes need not be aligned for the type. (Not bytes.slice: a Buffer's slice is a view.)
    const copy = bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + start + length);
    return new ArrayType(copy as ArrayBuffer) as InstanceType<(typeof arrayTypes)[D]>;
  }

  const meanShape = header.tensors.mean?.shape;
  const vertexCount = meanShape?.[0] ?? 0;
  if (vertexCount < 3 || vertexCount > 65535) throw corrupt(`it has ${vertexCount} vertices`);
  const triangleCount = header.tensors.triangles?.shape[0] ?? 0;
  const identityModes = header.identityModes;
  const expressionModes = header.expressionNames.length;
  const albedoModes = header.albedoModes;

  /** int16 [modes,points,axes] times its scale [modes] as floats. */
  function scaled(name: string, modes: number, points = vertexCount, axes = 3): Float32Array {
    const packed = tensor(name, 'int16', [modes, points, axes]);
    const scale = tensor(`${name}Scale`, 'float32', [modes]);
    const out = new Float32Array(packed.length);
    const row = points * axes;
    for (let k = 0; k < modes; k++) {
      const s = scale[k];
      if (!Number.isFinite(s)) throw corrupt(`tensor ${name}Scale holds ${s}`);
      for (let i = k * row; i < (k + 1) * row; i++) out[i] = packed[i] * s;
    }
    return out;
  }

  function surfacePoints(name: string, count: number): SurfacePoints {
    const isLarge = header.tensors[`${name}Triangle`]?.dtype === 'uint32';
    const triangle = Uint32Array.from(tensor(`${name}Triangle`, isLarge ? 'uint32' : 'uint16', [count]));
    const barycentric = finite(`${name}Barycentric`, [count, 3]);
    const weight = has(`${name}Weight`) ? finite(`${name}Weight`, [count]) : new Float32Array(count).fill(1);
    if (triangle.some((t) => t >= triangleCount)) throw corrupt(`${name} names a triangle that is not there`);
    return { count, triangle, barycentric, weight };
  }

  function finite(name: string, shape: readonly number[]): Float32Array {
    const values = tensor(name, 'float32', shape);
    if (!values.every(Number.isFinite)) throw corrupt(`tensor ${name} holds a number that is not finite`);
    return values;
  }

  function shapeReading(): ShapeReading {
    return {
      mean: finite('shapeReadingMean', [478, 2]),
      weights: scaled('shapeReading', identityModes, 478, 2),
    };
  }

  const triangles = tensor('triangles', 'uint16', [triangleCount, 3]);
  if (triangles.some((v) => v >= vertexCount)) throw corrupt('a triangle names a vertex that is not there');
  const symmetry = tensor('symmetry', 'uint16', [vertexCount]);
  if (symmetry.some((v) => v >= vertexCount))
    throw corrupt('the symmetry map names a vertex that is not there');

  return {
    name: header.name,
    version: header.version,
    vertexCount,
    mean: finite('mean', [vertexCount, 3]),
    identity: scaled('identity', identityModes),
    identityModes,
    expression: scaled('expression', expressionModes),
    expressionNames: header.expressionNames,
    ...(header.expressionDeviations === undefined
      ? {}
      : { expressionDeviations: header.expressionDeviations }),
    albedoMean: finite('albedoMean', [vertexCount, 3]),
    albedo: scaled('albedo', albedoModes),
    albedoModes,
    triangles,
    uv: finite('uv', [vertexCount, 2]),
    symmetry,
    region: tensor('region', 'uint8', [vertexCount]),
    regionNames: regionNamesOf(header.regions),
    paintWeight: finite('paintWeight', [vertexCount]),
    eyeCentre: finite('eyeCentre', [2, 3]),
    landmarks478: surfacePoints('landmark478', 478),
    landmarks68: surfacePoints('landmark68', 68),
    landmarks5: surfacePoints('landmark5', 5),
    ...(has('shapeReading') ? { shapeReading: shapeReading() } : {}),
    ...(header.publishedAxes === undefined ? {} : { publishedAxes: header.publishedAxes }),
  };
}

/** Accepts code -> name, name -> code and a plain list; gives code -> name. */
function regionNamesOf(regions: Header['regions']): Record<string, string> {
  const names: Record<string, string> = {};
  for (const [key, value] of Object.entries(regions)) {
    if (typeof value === 'number') names[value] = key;
    else names[key] = value;
  }
  return names;
}
