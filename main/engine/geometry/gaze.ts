import { landmarkBasisOf, type LandmarkBasis } from './landmark-basis';
import type { FaceModel } from './types';

/** Where an eye looks, radians in the head's frame: to the viewer's right and upwards; 0, 0 is straight ahead. */
export interface Gaze {
  readonly yawRadians: number;
  readonly pitchRadians: number;
}

/** One eye of a model whose eyeballs turn by its expressions. */
export interface TurningEye {
  /** The subject's, as ARKit's units are named. */
  readonly side: 'Left' | 'Right';
  /** Of the 478 points: the middle of the iris, and the eye's corners. */
  readonly iris: number;
  readonly corners: readonly [number, number];
  /** From the eyeball's centre to the iris of an eye at rest, mm. */
  readonly ahead: readonly [number, number, number];
  readonly units: readonly TurningUnit[];
}

/** What a unit at weight 1 does to the iris, mm. */
export interface TurningUnit {
  readonly mode: number;
  readonly offset: readonly [number, number, number];
}

const eyes = [
  { side: 'Right', iris: 468, corners: [33, 133] },
  { side: 'Left', iris: 473, corners: [263, 362] },
] as const;
const turns = ['eyeLookOut', 'eyeLookIn', 'eyeLookUp', 'eyeLookDown'] as const;

const cache = new WeakMap<FaceModel, readonly TurningEye[]>();

/** The subject's right and left eye; none of a model without ARKit's units of gaze, or whose irises are not mapped. */
export function turningEyesOf(model: FaceModel): readonly TurningEye[] {
  let found = cache.get(model);
  if (found === undefined) {
    found = extract(model, landmarkBasisOf(model));
    cache.set(model, found);
  }
  return found;
}

function extract(model: FaceModel, basis: LandmarkBasis): TurningEye[] {
  const list: TurningEye[] = [];
  eyes.forEach((eye, i) => {
    if (basis.weight[eye.iris] === 0) return;
    const at = 3 * eye.iris;
    const centre = model.eyeCentre.subarray(3 * i, 3 * i + 3);
    const units: TurningUnit[] = [];
    for (const name of turns) {
      const mode = model.expressionNames.indexOf(`${name}${eye.side}`);
      for (let a = basis.activeStart[eye.iris]; mode >= 0 && a < basis.activeStart[eye.iris + 1]; a++) {
        if (basis.activeMode[a] === mode) units.push({ mode, offset: three(basis.activeOffset, 3 * a) });
      }
    }
    if (units.length < turns.length) return;
    const iris = three(basis.mean, at);
    const ahead = [iris[0] - centre[0], iris[1] - centre[1], iris[2] - centre[2]] as const;
    list.push({ ...eye, ahead, units });
  });
  return list.length === eyes.length ? list : [];
}

/** Where an eye looks with this expression. */
export function gazeOf(eye: TurningEye, expression: ArrayLike<number>): Gaze {
  const [x, y, z] = eye.ahead.map((value, axis) =>
    eye.units.reduce((sum, { mode, offset }) => sum + expression[mode] * offset[axis], value),
  );
  return {
    yawRadians: Math.atan2(x, z) - Math.atan2(eye.ahead[0], eye.ahead[2]),
    pitchRadians:
      Math.atan2(y, Math.hypot(x, z)) - Math.atan2(eye.ahead[1], Math.hypot(eye.ahead[0], eye.ahead[2])),
  };
}

function three(values: Float32Array, at: number): readonly [number, number, number] {
  return [values[at], values[at + 1], values[at + 2]];
}
