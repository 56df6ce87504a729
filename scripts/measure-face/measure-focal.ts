import { dressedPerson } from '../../assets/samples/generate/dressed-person';
import type { BakedPortrait } from '../../assets/samples/generate/bake-portrait';
import { findLandmarks } from '../../main/engine/faces/find-landmarks';
import { regionOfLandmarks } from '../../main/engine/faces/landmark-region';
import { fitCorrection } from '../../main/engine/geometry/fit-correction';
import { fitFace } from '../../main/engine/geometry/fit-face';
import { interOcularPixels } from '../../main/engine/geometry/frame-state';
import { rotationMatrix } from '../../main/engine/geometry/projection';
import {
  expressLandmarks,
  landmarkBasisOf,
  neutralLandmarks,
} from '../../main/engine/geometry/landmark-basis';
import { landmarkPlace } from '../../main/engine/geometry/landmark-place';
import { identityShape } from '../../main/engine/geometry/shape';
import { personShape } from '../../main/engine/geometry/shape-reading';
import type { Camera, FaceFit, FaceModel } from '../../main/engine/geometry/types';
import { addBumps } from '../../main/engine/geometry/vertex-correction';
import type { InferencePool } from '../../main/engine/inference/inference-pool';
import {
  gaussian,
  performAtRandom,
  seededRandom,
} from '../../native-models/facemesh-attention/calibrate/random-performance';
import { exactLandmarks } from '../../native-models/training/prepare/known-face';
import { heldOutSkins } from './held-out-skins';
import { mean, quantile } from './statistics';

const size = 384;
const eyesApart = 80;
const eyeDistance = 63;
const picturesEach = 12;
const degree = Math.PI / 180;
/** Angles of view, degrees: from a telephoto lens to a wide-angle selfie. */
const drawnViews = [25, 60] as const;
const triedViews = [18, 25, 33, 45, 52, 60, 70] as const;

const focalOf = (viewDegrees: number): number => size / 2 / Math.tan((viewDegrees * degree) / 2);
const cameraOf = (viewDegrees: number): Camera => ({
  focalPixels: focalOf(viewDegrees),
  centreX: size / 2,
  centreY: size / 2,
});

export interface FocalFigures {
  /** Angle of view through which the people were drawn, degrees. */
  readonly drawnAt: number;
  readonly landmarks: 'exact' | 'read';
  /** By the angle tried: what the fits leave, rms over the distance between the eyes. */
  readonly left: Record<string, number>;
  /** The angle at which least is left, degrees: median, and what 10 and 90 % of people do not exceed. */
  readonly least: { readonly median: number; readonly low: number; readonly high: number };
}

/**
 * Whether a person's landmarks tell the camera's angle of view: drawn people in twelve poses through two lenses, the face
 * always as large, fitted with the lenses of `triedViews`. The one that leaves least would be a focal solve's.
 */
export async function measureFocal(
  model: FaceModel,
  pool: InferencePool,
  portraits: string,
  people: number,
): Promise<FocalFigures[]> {
  const told: FocalFigures[] = [];
  const skins = await heldOutSkins(model, pool, portraits, people);
  for (const view of drawnViews) {
    const chosen = { exact: [] as number[], read: [] as number[] };
    const left = { exact: triedViews.map((): number[] => []), read: triedViews.map((): number[] => []) };
    for (let person = 0; person < people; person++) {
      const drawn = await draw(model, skins[person % skins.length], pool, view, 8000 + person);
      for (const kind of ['exact', 'read'] as const) {
        const errors = triedViews.map((tried, i) => {
          const error = errorWith(
            model,
            drawn[kind],
            cameraOf(tried),
            kind === 'exact' ? drawn.shape : undefined,
          );
          left[kind][i].push(error);
          return error;
        });
        chosen[kind].push(triedViews[errors.indexOf(Math.min(...errors))]);
      }
    }
    for (const kind of ['exact', 'read'] as const) {
      process.stdout.write(`drawn at ${view} degrees, ${kind} landmarks, ${people} people\n`);
      const list = triedViews.map((tried, i) => `${tried}: ${(100 * mean(left[kind][i])).toFixed(3)}`);
      process.stdout.write(`  left, % of the eyes' distance, by the angle tried: ${list.join(', ')}\n`);
      const at = (share: number): number => quantile(chosen[kind], share);
      process.stdout.write(`  least at: median ${at(0.5)}, ${at(0.1)} to ${at(0.9)} degrees\n`);
      told.push({
        drawnAt: view,
        landmarks: kind,
        left: Object.fromEntries(triedViews.map((tried, i) => [tried, mean(left[kind][i])])),
        least: { median: at(0.5), low: at(0.1), high: at(0.9) },
      });
    }
  }
  return told;
}

interface DrawnPerson {
  readonly shape: Float32Array;
  readonly exact: Float32Array[];
  readonly read: Float32Array[];
}

async function draw(
  model: FaceModel,
  skin: BakedPortrait,
  pool: InferencePool,
  view: number,
  seed: number,
): Promise<DrawnPerson> {
  const random = seededRandom(seed);
  const shape = skin.shape.map((own) => 0.8 * own + 0.4 * gaussian(random));
  const neutral = identityShape(model, shape);
  const scene = dressedPerson(model, neutral, skin.texture, size, random);
  const camera = cameraOf(view);
  const distance = (camera.focalPixels * eyeDistance) / eyesApart;
  const drawn: DrawnPerson = { shape, exact: [], read: [] };
  for (let n = 0; n < picturesEach; n++) {
    const { pose, expression, light } = performAtRandom(model, random);
    const placement = {
      pose: { ...pose, translation: [0, -0.03 * distance, -distance] as const },
      expression: expression.map((weight) => 0.5 * weight),
    };
    const exact = exactLandmarks(model, { neutral, placement, camera });
    const image = scene.render(placement, camera, light);
    const first = await findLandmarks(image, regionOfLandmarks(exact), pool);
    const { points } = await findLandmarks(image, regionOfLandmarks(first.points), pool);
    drawn.exact.push(exact);
    drawn.read.push(points);
  }
  return drawn;
}

/** Root mean square of what the fits leave, over the eyes' distance, as the analysis fits a person. */
function errorWith(
  model: FaceModel,
  landmarks: readonly Float32Array[],
  camera: Camera,
  known: Float32Array | undefined,
): number {
  const frames = landmarks.map((points) => ({ landmarks: points, camera, weight: 1 }));
  const identity = known ?? personShape(model, frames);
  const correction = known === undefined ? fitCorrection(model, identity, frames, {}) : new Float32Array(0);
  const basis = landmarkBasisOf(model);
  const neutral = neutralLandmarks(basis, identity);
  addBumps(basis.mean, correction, basis.mean, neutral);
  const points = new Float64Array(basis.count * 3);
  let sum = 0;
  let weights = 0;
  for (const found of landmarks) {
    const fit: FaceFit = fitFace(model, found, camera, { identity, correction });
    const { pitchRadians, yawRadians, rollRadians, translation } = fit.pose;
    const state = {
      rotation: rotationMatrix(pitchRadians, yawRadians, rollRadians),
      translation: Float64Array.from(translation),
      expression: Float64Array.from(fit.expression),
    };
    expressLandmarks(basis, neutral, state.expression, points);
    const scale = 1 / interOcularPixels(found);
    for (let p = 0; p < 468; p++) {
      if (basis.outline[p] !== 0) continue;
      const [u, v] = landmarkPlace(state, camera, points, p);
      const w = basis.weight[p];
      sum += w * ((u - found[3 * p]) ** 2 + (v - found[3 * p + 1]) ** 2) * scale * scale;
      weights += w;
    }
  }
  return Math.sqrt(sum / weights);
}
