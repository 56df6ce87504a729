/**
 * Runs the original and the converted models on the same real faces and
 * prints the largest difference of each output.
 *
 *   npm run parity -- <picture or folder>...
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Refinements } from './attention-regions';
import { findFaces, type Runner } from './face-pipeline';
import { modelsFolder } from './paths';
import { loadPicture } from './picture';
import { picturePaths } from './picture-paths';
import { onnxRunner } from './run-onnx';
import { tfjsRunner } from './run-tfjs';

/** Largest difference allowed, in the output's own unit (pixels of the model's input for points). */
const LIMITS: Record<string, number> = {
  'blazeface-back boxes': 1e-3,
  'blazeface-back scores': 5e-3,
  'facemesh-attention landmarks': 1e-3,
  'facemesh-attention face_score': 1e-5,
  'facemesh-attention mesh_xyz': 1e-3,
  'facemesh-attention lips_xy': 1e-3,
  'facemesh-attention left_eye_xy': 1e-3,
  'facemesh-attention right_eye_xy': 1e-3,
  'facemesh-attention left_iris_xy': 1e-3,
  'facemesh-attention right_iris_xy': 1e-3,
  'mobileface embedding': 1e-4,
};

const refinements: Refinements = JSON.parse(
  readFileSync(join(modelsFolder, 'facemesh-attention', 'refinement-indices.json'), 'utf8'),
).refinements;

/** The 478 landmarks from the original outputs, merged the way refinement-indices.json describes. */
function mergeOriginal(outputs: Record<string, Float32Array>): Float32Array {
  const landmarks = new Float32Array(478 * 3);
  landmarks.set(outputs.mesh_xyz);
  for (const [name, { indices, averageOf }] of Object.entries(refinements)) {
    const depth =
      averageOf &&
      averageOf.reduce((sum, index) => sum + outputs.mesh_xyz[index * 3 + 2], 0) / averageOf.length;
    indices.forEach((landmark, index) => {
      landmarks[landmark * 3] = outputs[name][index * 2];
      landmarks[landmark * 3 + 1] = outputs[name][index * 2 + 1];
      if (depth !== undefined) landmarks[landmark * 3 + 2] = depth;
    });
  }
  return landmarks;
}

const converted = onnxRunner();
const original = tfjsRunner();
const worst = new Map<string, { error: number; largest: number }>();

/** Runs both and hands on the converted result. */
const runBoth: Runner = async (modelId, input) => {
  const [actual, expected] = [await converted(modelId, input), await original(modelId, input)];
  if (modelId === 'facemesh-attention') expected.landmarks = mergeOriginal(expected);
  for (const [output, values] of Object.entries(actual)) {
    const key = `${modelId} ${output}`;
    const entry = worst.get(key) ?? { error: 0, largest: 0 };
    if (values.length !== expected[output].length) throw new Error(`${key} has ${values.length} numbers`);
    values.forEach((value, index) => {
      // Written so that a NaN is kept instead of passing unseen.
      const error = Math.abs(value - expected[output][index]);
      if (!(error <= entry.error)) entry.error = error;
      entry.largest = Math.max(entry.largest, Math.abs(value));
    });
    worst.set(key, entry);
  }
  return actual;
};

const paths = picturePaths(process.argv.slice(2));
let faces = 0;
for (const path of paths) faces += (await findFaces(runBoth, await loadPicture(path))).length;
console.log(`${faces} faces on ${paths.length} pictures`);
let failed = faces === 0;
for (const [key, { error, largest }] of worst) {
  const passed = error <= LIMITS[key];
  failed ||= !passed;
  console.log(
    `${passed ? 'ok  ' : 'FAIL'} ${key.padEnd(34)} max error ${error.toExponential(1)}  (values to ${largest.toFixed(2)})`,
  );
}
process.exitCode = failed ? 1 : 0;
