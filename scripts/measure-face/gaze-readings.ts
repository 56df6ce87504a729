import { dressedPerson } from '../../assets/samples/generate/dressed-person';
import type { BakedPortrait } from '../../assets/samples/generate/bake-portrait';
import { TextureUnwrapper } from '../../assets/samples/generate/unwrap-texture';
import { findIrises } from '../../main/engine/faces/find-irises';
import { findLandmarks } from '../../main/engine/faces/find-landmarks';
import { regionOfLandmarks } from '../../main/engine/faces/landmark-region';
import { seeShape } from '../../main/engine/faces/see-shape';
import type { SeenShape } from '../../main/engine/geometry/seen-shape';
import { albedoColours, identityShape } from '../../main/engine/geometry/shape';
import type { Camera, FaceModel, Pose } from '../../main/engine/geometry/types';
import type { InferencePool } from '../../main/engine/inference/inference-pool';
import type { RgbImage } from '../../main/engine/pixels/image';
import { exactLandmarks } from '../../native-models/training/prepare/known-face';
import {
  gaussian,
  performAtRandom,
  seededRandom,
} from '../../native-models/facemesh-attention/calibrate/random-performance';

/** Edge of the pictures, pixels; about 75 of them lie between the eyes. */
const size = 384;

/** One picture of a face that looks somewhere: its truth, and its landmarks as the network reads them. */
export interface GazeReading {
  readonly image: RgbImage;
  readonly pose: Pose;
  readonly expression: Float32Array;
  /** 478 x (x, y, z), pixels */
  readonly landmarks: Float32Array;
  readonly seen: SeenShape | undefined;
}

export interface GazePerson {
  readonly neutral: Float32Array;
  readonly camera: Camera;
  readonly readings: readonly GazeReading[];
}

/**
 * A portrait's person, the shape drawn anew by 0.4 deviations, in `count` pictures: heads turned up to 25 degrees, eyes up to 24 to
 * either side, 15 up and 20 down, both alike but for up to 4 degrees that they converge; blinking as in
 * `performAtRandom`.
 */
export async function readGazes(
  model: FaceModel,
  skin: BakedPortrait,
  pool: InferencePool,
  seed: number,
  count: number,
): Promise<GazePerson> {
  const random = seededRandom(seed);
  const neutral = identityShape(
    model,
    skin.shape.map((own) => 0.8 * own + 0.4 * gaussian(random)),
  );
  const scene = dressedPerson(model, neutral, withPaintedEyes(model, skin), size, random);
  const camera: Camera = { focalPixels: 1.2 * size, centreX: size / 2, centreY: size / 2 };
  const readings: GazeReading[] = [];
  for (let n = 0; n < count; n++) {
    const performed = performAtRandom(model, random);
    const { pitchRadians, yawRadians, rollRadians, translation } = performed.pose;
    const pose = {
      pitchRadians: 0.6 * pitchRadians,
      yawRadians: 0.6 * yawRadians,
      rollRadians,
      translation: [0.5 * translation[0], -25, -420] as const,
    };
    const expression = performed.expression.map((weight) => 0.5 * weight);
    lookAtRandom(model, random, expression);
    const image = scene.render({ pose, expression }, camera, performed.light);
    const exact = exactLandmarks(model, { neutral, placement: { pose, expression }, camera });
    const first = await findLandmarks(image, regionOfLandmarks(exact), pool);
    const { points } = await findLandmarks(image, regionOfLandmarks(first.points), pool);
    findIrises(image, points);
    const seen = await seeShape(image, points, pool);
    readings.push({ image, pose, expression, landmarks: points, seen });
  }
  return { neutral, camera, readings };
}

/** Below this the chart holds eyeballs, mouth and teeth, v up; see native-models/facet-face/README.md. */
const belowSkin = 0.17;

/** The skin with the face model's own eyes: where those of the portrait look is not known. */
function withPaintedEyes(model: FaceModel, { texture, albedo }: BakedPortrait): BakedPortrait['texture'] {
  const painted = new TextureUnwrapper(model, texture.size).finish(albedoColours(model, albedo));
  const data = texture.data.slice();
  const first = Math.ceil((1 - belowSkin) * texture.size) * texture.size * 3;
  data.set(painted.data.subarray(first), first);
  return { ...texture, data };
}

/** Sets the units that turn the eyes; their full turns are those of native-models/facet-face/README.md. */
function lookAtRandom(model: FaceModel, random: () => number, expression: Float32Array): void {
  const aside = 48 * random() - 24;
  const up = 35 * random() - 20;
  const converging = 4 * random();
  const set = (unit: string, degrees: number, full: number): void => {
    const mode = model.expressionNames.indexOf(unit);
    expression[mode] = Math.min(1, Math.max(0, degrees / full));
  };
  for (const side of ['Left', 'Right'] as const) {
    // The subject's left eye is on the viewer's right: converging, it turns to the viewer's left.
    const outwards = (side === 'Left' ? aside : -aside) - converging / 2;
    set(`eyeLookOut${side}`, outwards, 30);
    set(`eyeLookIn${side}`, -outwards, 30);
    set(`eyeLookUp${side}`, up, 22);
    set(`eyeLookDown${side}`, -up, 28);
  }
}
