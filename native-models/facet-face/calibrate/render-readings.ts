/**
 * Renders people of known shape, pose and expression and reads them with the landmark network:
 *   node dist/render-readings.js --portraits DATA --out readings.f32 [--pictures 1500] [--seed 11]
 * Skins come from training portraits only (scripts/measure-face/held-out.ts); shapes are drawn from the model. Pictures
 * come in pairs that differ in nothing but the shape: the second has the first one's opposite.
 * One row of little-endian float32 a picture: shape [K], pitch, yaw, roll, translation [3], focal length (pixels), expression
 * [E], landmarks as read [478,3] and as they are [478,3] (pixels, z of the latter 0).
 */
import { appendFile, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { BakedPortrait } from '../../../assets/samples/generate/bake-portrait';
import { findLandmarks } from '../../../main/engine/faces/find-landmarks';
import { regionOfLandmarks } from '../../../main/engine/faces/landmark-region';
import { loadFaceModel } from '../../../main/engine/geometry/load-face-model';
import { projectModelPoints } from '../../../main/engine/geometry/projection';
import { expressedShape, identityShape, surfacePositions } from '../../../main/engine/geometry/shape';
import type { FaceModel } from '../../../main/engine/geometry/types';
import { InferencePool } from '../../../main/engine/inference/inference-pool';
import { ModelStore } from '../../../main/engine/models/model-store';
import { studioOf } from '../../../scripts/measure-face/film-person';
import { isHeldOut, listPortraits } from '../../../scripts/measure-face/held-out';
import { usableSkin } from '../../../scripts/measure-face/usable-skin';
import {
  gaussian,
  performAtRandom,
  seededRandom,
} from '../../facemesh-attention/calibrate/random-performance';

const size = 256;
const pairsPerSkin = 5;

const { values: options } = parseArgs({
  options: {
    portraits: { type: 'string', default: '' },
    out: { type: 'string', default: 'readings.f32' },
    pictures: { type: 'string', default: '1500' },
    seed: { type: 'string', default: '11' },
  },
});

async function main(): Promise<void> {
  const models = new ModelStore();
  const model = await loadFaceModel((await models.resolve('morphable-model')).path);
  const pool = new InferencePool({ models, workers: 1 });
  const random = seededRandom(Number(options.seed));
  await rm(options.out, { force: true });
  let count = 0;
  try {
    for (const file of await trainingPortraits(options.portraits, random)) {
      if (count >= Number(options.pictures)) break;
      const skin = await usableSkin(file, model, pool);
      if (skin === undefined) continue;
      for (let n = 0; n < pairsPerSkin; n++, count += 2) {
        const seed = Math.floor(random() * 2 ** 31);
        for (const sign of [1, -1]) {
          const row = await picture(model, skin, n, sign, pool, seededRandom(seed));
          await appendFile(options.out, Buffer.from(row.buffer));
        }
      }
      if (count % 100 === 0) process.stderr.write(`${count} pictures\n`);
    }
  } finally {
    await pool.close();
  }
}

/** Every other pair is nearly frontal; distances from 450 mm to 1.5 m. */
async function picture(
  model: FaceModel,
  skin: BakedPortrait,
  n: number,
  sign: number,
  pool: InferencePool,
  random: () => number,
): Promise<Float32Array> {
  const shape = Float32Array.from(
    { length: model.identityModes },
    () => sign * Math.max(-2.5, Math.min(2.5, gaussian(random))),
  );
  const neutral = identityShape(model, shape);
  const { pose: turned, expression, light } = performAtRandom(model, random);
  const frontal = n % 2 === 0 ? 0.2 : 1;
  const distance = 450 * (1500 / 450) ** random();
  const focalPixels = ((42 + 12 * random()) * distance) / 63;
  const [x, y, z] = turned.translation;
  const pose = {
    pitchRadians: turned.pitchRadians * frontal,
    yawRadians: turned.yawRadians * frontal,
    rollRadians: turned.rollRadians * frontal,
    translation: [((x / -z) * distance) / 2, -20 + (((y + 15) / -z) * distance) / 2, -distance] as const,
  };
  const weights = expression.map((v) => (n % 4 === 0 ? 0.15 * v : v));
  const shooting = { size, focalPixels, distance };
  const image = studioOf(
    model,
    neutral,
    skin.texture,
    shooting,
    random,
  )({ pose, expression: weights, light });
  const vertices = neutral.slice();
  expressedShape(model, vertices, weights, vertices);
  const camera = { focalPixels, centreX: size / 2, centreY: size / 2 };
  const points = surfacePositions(model.triangles, model.landmarks478, vertices);
  const places = projectModelPoints(camera, pose, points);
  const exact = new Float32Array(points.length);
  for (let p = 0; p < points.length / 3; p++) exact.set([places[2 * p], places[2 * p + 1]], 3 * p);
  // As the tracker does: where the face was, then where it is.
  const first = await findLandmarks(image, regionOfLandmarks(exact), pool);
  const { points: read } = await findLandmarks(image, regionOfLandmarks(first.points), pool);
  const angles = [pose.pitchRadians, pose.yawRadians, pose.rollRadians];
  return Float32Array.from([
    ...shape,
    ...angles,
    ...pose.translation,
    focalPixels,
    ...weights,
    ...read,
    ...exact,
  ]);
}

async function trainingPortraits(folder: string, random: () => number): Promise<string[]> {
  const portraits = (await listPortraits(folder))
    .filter((portrait) => portrait.kind === 'colour' && portrait.facePixels >= 140 && !isHeldOut(portrait))
    .map((portrait) => ({ ...portrait, order: random() }))
    .sort((a, b) => a.order - b.order);
  const made = portraits.filter(({ source }) => source === 'faker');
  const real = portraits.filter(({ source }) => source !== 'faker');
  return real.flatMap(({ file }, i) => (i < made.length ? [made[i].file, file] : [file]));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
