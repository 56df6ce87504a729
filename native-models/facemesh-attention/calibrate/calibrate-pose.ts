/**
 * Measures how the landmark network misreads the turn of a head, on renders of many people in known poses:
 *   node dist/calibrate-pose.js READINGS ...
 * READINGS are written by native-models/facet-face/calibrate/render-readings.ts; they are fitted as photographs of which
 * nothing is known. Writes main/engine/geometry/facemesh-attention-misreading.json, which fits are corrected by, and
 * prints how well that works for people it did not learn from. A minute or two on one core.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fitFace } from '../../../main/engine/geometry/fit-face';
import {
  expressLandmarks,
  landmarkBasisOf,
  neutralLandmarks,
} from '../../../main/engine/geometry/landmark-basis';
import { loadFaceModel } from '../../../main/engine/geometry/load-face-model';
import { misreadingFeatures, type MisreadingFeatures } from '../../../main/engine/geometry/pose-misreading';
import { defaultCamera, rotationOf } from '../../../main/engine/geometry/projection';
import type { FaceModel } from '../../../main/engine/geometry/types';
import { ModelStore } from '../../../main/engine/models/model-store';
import { mirrorPairs } from './mirror-pairs';
import { ridge } from './ridge';

const outFile = path.join('main', 'engine', 'geometry', 'facemesh-attention-misreading.json');
/** Of the pictures behind the readings, as render-readings.ts makes them. */
const pictureSize = 256;
const picturesPerSkin = 10;
const landmarkNumbers = 478 * 3;
/**
 * Chosen by cross-validation over 67 people among 2e-4, 5e-4, 2e-3 and 5e-3: mean error of the pitch 1.39, 1.40, 1.44
 * and 1.50 degrees, of the yaw 1.11, 1.13, 1.17 and 1.22.
 */
const penalty = 2e-4;
const folds = 5;
const axes = ['pitch', 'yaw', 'roll'] as const;
type Axis = (typeof axes)[number];

interface Sample extends MisreadingFeatures {
  readonly person: number;
  /** What was found minus what was rendered, radians. */
  readonly error: Readonly<Record<Axis, number>>;
}

/** One rendered picture. */
interface Reading {
  readonly person: number;
  /** Radians. */
  readonly truth: Readonly<Record<Axis, number>>;
  /** 478 x (x, y, z), pixels */
  readonly landmarks: Float32Array;
}

async function calibrate(files: readonly string[]): Promise<void> {
  const model = await loadFaceModel((await new ModelStore().resolve('morphable-model')).path);
  const pairs = await mirrorPairs();
  const samples: Sample[] = [];
  for (const [i, file] of files.entries()) {
    // Numbers of people of different files do not meet.
    for (const reading of await readReadings(file, model, i * 1e6)) {
      samples.push(sampleOf(reading, model, pairs));
    }
  }
  const report = Object.fromEntries(axes.map((axis) => [axis, crossValidate(samples, axis)]));
  process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
  const table = Object.fromEntries(
    axes.map((axis) => [axis, [...solve(samples, axis)].map((v) => Math.round(v * 1e4) / 1e4)]),
  );
  await writeFile(outFile, `${JSON.stringify({ pairs, ...table })}\n`);
}

async function readReadings(file: string, model: FaceModel, firstPerson: number): Promise<Reading[]> {
  const bytes = await readFile(file);
  const width = model.identityModes + 7 + model.expressionNames.length + 2 * landmarkNumbers;
  const read = width - 2 * landmarkNumbers;
  const readings: Reading[] = [];
  for (let row = 0; (row + 1) * width * 4 <= bytes.length; row++) {
    const values = Float32Array.from({ length: width }, (_, i) => bytes.readFloatLE((row * width + i) * 4));
    const [pitch, yaw, roll] = values.subarray(model.identityModes);
    readings.push({
      person: firstPerson + Math.floor(row / picturesPerSkin),
      truth: { pitch, yaw, roll },
      landmarks: values.slice(read, read + landmarkNumbers),
    });
  }
  return readings;
}

function sampleOf({ person, truth, landmarks }: Reading, model: FaceModel, pairs: readonly number[]): Sample {
  const camera = defaultCamera(pictureSize, pictureSize);
  const basis = landmarkBasisOf(model);
  const fit = fitFace(model, landmarks, camera);
  const points = new Float64Array(basis.count * 3);
  expressLandmarks(basis, neutralLandmarks(basis, fit.shape), fit.expression, points);
  const state = {
    rotation: rotationOf(fit.pose),
    translation: Float64Array.from(fit.pose.translation),
    expression: Float64Array.from(fit.expression),
  };
  const error = {
    pitch: fit.pose.pitchRadians - truth.pitch,
    yaw: fit.pose.yawRadians - truth.yaw,
    roll: fit.pose.rollRadians - truth.roll,
  };
  return { person, error, ...misreadingFeatures(pairs, points, state, landmarks, camera) };
}

function solve(samples: readonly Sample[], axis: Axis): Float64Array {
  const rows = samples.map((sample) => featuresOf(sample, axis));
  const penalised = new Float64Array(rows[0].length).fill(1);
  if (axis === 'pitch') penalised[0] = 0; // the constant
  return ridge(
    rows,
    samples.map(({ error }) => error[axis]),
    penalty,
    penalised,
  );
}

function featuresOf(sample: Sample, axis: Axis): Float64Array {
  return axis === 'pitch' ? sample.even : sample.odd;
}

/** Mean and 95th percentile of the error in degrees, as read and corrected by a table made from other people. */
function crossValidate(samples: readonly Sample[], axis: Axis) {
  const before: number[] = [];
  const after: number[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const weights = solve(
      samples.filter(({ person }) => person % folds !== fold),
      axis,
    );
    for (const sample of samples) {
      if (sample.person % folds !== fold) continue;
      const misread = featuresOf(sample, axis).reduce((sum, v, i) => sum + v * weights[i], 0);
      before.push(sample.error[axis]);
      after.push(sample.error[axis] - misread);
    }
  }
  return { before: summary(before), after: summary(after), pictures: samples.length };
}

function summary(radians: readonly number[]): { mean: number; p95: number; bias: number } {
  const degrees = radians.map((v) => (v * 180) / Math.PI);
  const sizes = degrees.map(Math.abs).sort((a, b) => a - b);
  const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
  const rounded = (v: number): number => Math.round(v * 100) / 100;
  return {
    mean: rounded(mean(sizes)),
    p95: rounded(sizes[Math.floor(0.95 * sizes.length)]),
    bias: rounded(mean(degrees)),
  };
}

calibrate(parseArgs({ allowPositionals: true }).positionals).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
