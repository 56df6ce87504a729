import { detectFaces } from '../../main/engine/faces/detect-faces';
import { findIrises } from '../../main/engine/faces/find-irises';
import { findLandmarksOfDetection } from '../../main/engine/faces/find-landmarks';
import { seeShape } from '../../main/engine/faces/see-shape';
import { fitCorrection } from '../../main/engine/geometry/fit-correction';
import { fitFace } from '../../main/engine/geometry/fit-face';
import { gazeOf, turningEyesOf, type TurningEye } from '../../main/engine/geometry/gaze';
import {
  expressLandmarks,
  landmarkBasisOf,
  neutralLandmarks,
} from '../../main/engine/geometry/landmark-basis';
import { foundPlace, landmarkPlace } from '../../main/engine/geometry/landmark-place';
import { misreadingOf } from '../../main/engine/geometry/misreading-of';
import { defaultCamera, rotationOf } from '../../main/engine/geometry/projection';
import { personShape } from '../../main/engine/geometry/shape-reading';
import type { Camera, FaceFit, FaceModel } from '../../main/engine/geometry/types';
import { addBumps } from '../../main/engine/geometry/vertex-correction';
import type { InferencePool } from '../../main/engine/inference/inference-pool';
import { readStill } from '../../main/engine/media/read-still';
import { isHeldOut, listPortraits } from './held-out';
import { readGazes, type GazePerson } from './gaze-readings';
import { heldOutSkins } from './held-out-skins';
import { mean, quantile } from './statistics';

const picturesEach = 16;
const degree = Math.PI / 180;

/** Degrees: the mean, and what 95 % of them do not exceed. */
interface Spread {
  readonly mean: number;
  readonly high: number;
}
/** Irises over the line between the corners of their eyes, in widths of the eye, means. */
interface IrisHeight {
  readonly seen: number;
  /** Of the fitted face, with its eyes straight ahead. */
  readonly straight: number;
}
export interface GazeReport {
  readonly portraits: {
    readonly count: number;
    readonly aside: Spread;
    readonly up: Spread;
    readonly irisHeight: IrisHeight;
  };
  /** Absent where no people were to be drawn. */
  readonly drawn?: {
    readonly pictures: number;
    readonly people: number;
    readonly aside: Spread;
    readonly up: Spread;
  };
}

/** Where drawn people look, against where the fit of their pictures says: degrees in the head's frame. */
export async function measureGaze(
  model: FaceModel,
  pool: InferencePool,
  portraits: string,
  people: number,
): Promise<GazeReport> {
  const portrayed = await atTheCamera(model, pool, portraits);
  if (people === 0) return { portraits: portrayed };
  const skins = await heldOutSkins(model, pool, portraits, people);
  const all: GazePerson[] = [];
  for (let i = 0; i < people; i++) {
    all.push(await readGazes(model, skins[i % skins.length], pool, 7000 + i, picturesEach));
  }
  const misreading = misreadingOf(model);
  const eyes = turningEyesOf(model);
  const aside: number[] = [];
  const up: number[] = [];
  const whole: number[] = [];
  for (const { readings, camera } of all) {
    const frames = readings.map(({ landmarks, seen }) => ({ landmarks, camera, weight: 1, seen }));
    const identity = personShape(model, frames);
    const correction = fitCorrection(model, identity, frames, { misreading });
    for (const { landmarks, expression } of readings) {
      const fit = fitFace(model, landmarks, camera, { identity, correction, misreading });
      const both = eyes.map((eye) => [gazeOf(eye, fit.expression), gazeOf(eye, expression)] as const);
      const blink = Math.max(
        ...['Left', 'Right'].map((s) => expression[model.expressionNames.indexOf(`eyeBlink${s}`)]),
      );
      if (blink > 0.3) continue;
      for (const [found, truth] of both) {
        const x = (found.yawRadians - truth.yawRadians) / degree;
        const y = (found.pitchRadians - truth.pitchRadians) / degree;
        aside.push(Math.abs(x));
        up.push(Math.abs(y));
        whole.push(Math.hypot(x, y));
      }
    }
  }
  process.stdout.write(`${whole.length / 2} drawn pictures of ${people} people, each eye\n`);
  report({ aside, up, 'both together': whole });
  const drawn = { pictures: whole.length / 2, people, aside: spreadOf(aside), up: spreadOf(up) };
  return { portraits: portrayed, drawn };
}

function spreadOf(values: readonly number[]): Spread {
  return { mean: mean(values), high: quantile(values, 0.95) };
}

function report(errors: Readonly<Record<string, readonly number[]>>): void {
  for (const [name, values] of Object.entries(errors)) {
    const figures = `mean ${mean(values).toFixed(2)}, 95 % ${quantile(values, 0.95).toFixed(2)} degrees`;
    process.stdout.write(`  ${name.padEnd(14)}${figures}\n`);
  }
}

/** Portraits held out: their people look at the camera, nearly all of them. */
async function atTheCamera(
  model: FaceModel,
  pool: InferencePool,
  portraits: string,
): Promise<GazeReport['portraits']> {
  const held = (await listPortraits(portraits)).filter((one) => isHeldOut(one) && one.kind === 'colour');
  const eyes = turningEyesOf(model);
  const misreading = misreadingOf(model);
  const aside: number[] = [];
  const up: number[] = [];
  const seenHeights: number[] = [];
  const straightHeights: number[] = [];
  for (const { file } of held) {
    const { image } = await readStill(file);
    const [face] = await detectFaces(image, pool);
    if (face === undefined) continue;
    const { points } = await findLandmarksOfDetection(image, face, pool);
    findIrises(image, points);
    const camera = defaultCamera(image.width, image.height, 2.2 * Math.max(image.width, image.height));
    const seen = await seeShape(image, points, pool);
    const frames = [{ landmarks: points, camera, weight: 1, seen }];
    const identity = personShape(model, frames);
    const correction = fitCorrection(model, identity, frames, { misreading });
    const fit = fitFace(model, points, camera, { identity, correction, misreading });
    const r = rotationOf(fit.pose);
    const t = fit.pose.translation;
    // From the head to the camera, in the head's frame.
    const [x, y, z] = [0, 1, 2].map((axis) => -(r[axis] * t[0] + r[3 + axis] * t[1] + r[6 + axis] * t[2]));
    const wanted = { yawRadians: Math.atan2(x, z), pitchRadians: Math.atan2(y, Math.hypot(x, z)) };
    const found = eyes.map((eye) => gazeOf(eye, fit.expression));
    const yaw = mean(found.map((gaze) => gaze.yawRadians - wanted.yawRadians)) / degree;
    const pitch = mean(found.map((gaze) => gaze.pitchRadians - wanted.pitchRadians)) / degree;
    aside.push(Math.abs(yaw));
    up.push(Math.abs(pitch));
    seenHeights.push(irisHeight(eyes, (p) => foundPlace(points, p)));
    straightHeights.push(straightIrisHeight(model, identity, correction, fit, camera));
  }
  process.stdout.write(`${aside.length} portraits, both eyes off the camera\n`);
  report({ aside, up });
  const heights = { seen: mean(seenHeights), straight: mean(straightHeights) };
  process.stdout.write(
    `  irises over the corners of their eyes, in widths of the eye: seen ${heights.seen.toFixed(3)}, ` +
      `of the fitted face with straight eyes ${heights.straight.toFixed(3)}\n`,
  );
  return { count: aside.length, aside: spreadOf(aside), up: spreadOf(up), irisHeight: heights };
}

/** Of both eyes, in a picture of a level head. */
function irisHeight(
  eyes: readonly TurningEye[],
  place: (point: number) => readonly [number, number],
): number {
  return mean(
    eyes.map(({ iris, corners }) => {
      const [[a, b], [c, d]] = corners.map(place);
      return ((b + d) / 2 - place(iris)[1]) / Math.hypot(a - c, b - d);
    }),
  );
}

/** The same of a fitted face whose eyes are turned straight ahead. */
function straightIrisHeight(
  model: FaceModel,
  identity: Float32Array,
  correction: Float32Array,
  { pose, expression }: Pick<FaceFit, 'pose' | 'expression'>,
  camera: Camera,
): number {
  const basis = landmarkBasisOf(model);
  const eyes = turningEyesOf(model);
  const neutral = neutralLandmarks(basis, identity);
  addBumps(basis.mean, correction, basis.mean, neutral);
  const straight = Float64Array.from(expression);
  for (const { units } of eyes) for (const { mode } of units) straight[mode] = 0;
  const points = new Float64Array(basis.count * 3);
  expressLandmarks(basis, neutral, straight, points);
  const state = {
    rotation: rotationOf(pose),
    translation: Float64Array.from(pose.translation),
    expression: straight,
  };
  return irisHeight(eyes, (p) => landmarkPlace(state, camera, points, p));
}
