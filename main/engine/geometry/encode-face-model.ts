import { faceModelMagic } from './face-model-file';
import type { FaceModel } from './types';

/**
 * The bytes of a `.ffm` file holding a model (format: native-models/facet-face/README.md).
 * @param words what else its header is to say: licence, source
 */
export function encodeFaceModel(model: FaceModel, words: Readonly<Record<string, string>> = {}): Uint8Array {
  const pieces: { name: string; dtype: string; shape: number[]; bytes: Uint8Array }[] = [];
  const add = (name: string, dtype: string, shape: number[], array: ArrayBufferView): void => {
    pieces.push({
      name,
      dtype,
      shape,
      bytes: new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
    });
  };
  const v = model.vertexCount;
  // Millions of numbers, and where tests run a global is looked up slowly.
  const { round } = Math;
  const addScaled = (name: string, modes: number, values: Float32Array, points = v, axes = 3): void => {
    const scale = new Float32Array(modes);
    const packed = new Int16Array(values.length);
    const row = points * axes;
    for (let k = 0; k < modes; k++) {
      let largest = 1e-9;
      for (let i = k * row; i < (k + 1) * row; i++) {
        const size = values[i] < 0 ? -values[i] : values[i];
        if (size > largest) largest = size;
      }
      scale[k] = largest / 32767;
      for (let i = k * row; i < (k + 1) * row; i++) packed[i] = round(values[i] / scale[k]);
    }
    add(name, 'int16', [modes, points, axes], packed);
    add(`${name}Scale`, 'float32', [modes], scale);
  };
  add('mean', 'float32', [v, 3], model.mean);
  addScaled('identity', model.identityModes, model.identity);
  addScaled('expression', model.expressionNames.length, model.expression);
  add('albedoMean', 'float32', [v, 3], model.albedoMean);
  addScaled('albedo', model.albedoModes, model.albedo);
  add('triangles', 'uint16', [model.triangles.length / 3, 3], model.triangles);
  add('uv', 'float32', [v, 2], model.uv);
  for (const [name, points] of [
    ['landmark478', model.landmarks478],
    ['landmark68', model.landmarks68],
    ['landmark5', model.landmarks5],
  ] as const) {
    const isLarge = model.triangles.length / 3 > 65536;
    const triangle = isLarge ? points.triangle : Uint16Array.from(points.triangle);
    add(`${name}Triangle`, isLarge ? 'uint32' : 'uint16', [points.count], triangle);
    add(`${name}Barycentric`, 'float32', [points.count, 3], points.barycentric);
    add(`${name}Weight`, 'float32', [points.count], points.weight);
  }
  add('symmetry', 'uint16', [v], model.symmetry);
  add('region', 'uint8', [v], model.region);
  add('paintWeight', 'float32', [v], model.paintWeight);
  add('eyeCentre', 'float32', [2, 3], model.eyeCentre);
  if (model.shapeReading !== undefined) {
    add('shapeReadingMean', 'float32', [478, 2], model.shapeReading.mean);
    addScaled('shapeReading', model.identityModes, model.shapeReading.weights, 478, 2);
  }

  const tensors: Record<string, unknown> = {};
  let offset = 0;
  for (const piece of pieces) {
    tensors[piece.name] = { dtype: piece.dtype, shape: piece.shape, offset };
    offset = Math.ceil((offset + piece.bytes.length) / 64) * 64;
  }
  const header = new TextEncoder().encode(
    JSON.stringify({
      ...words,
      name: model.name,
      version: model.version,
      identityModes: model.identityModes,
      expressionNames: model.expressionNames,
      ...(model.expressionDeviations === undefined
        ? {}
        : { expressionDeviations: model.expressionDeviations }),
      albedoModes: model.albedoModes,
      ...(model.publishedAxes === undefined ? {} : { publishedAxes: model.publishedAxes }),
      regions: model.regionNames,
      tensors,
    }),
  );
  const dataStart = Math.ceil((12 + header.length) / 64) * 64;
  const bytes = new Uint8Array(dataStart + offset);
  bytes.set(new TextEncoder().encode(faceModelMagic));
  new DataView(bytes.buffer).setUint32(8, header.length, true);
  bytes.set(header, 12);
  for (const piece of pieces) {
    bytes.set(piece.bytes, dataStart + (tensors[piece.name] as { offset: number }).offset);
  }
  return bytes;
}
