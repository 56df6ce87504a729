import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { BakedPortrait } from '../../assets/samples/generate/bake-portrait';
import { neutralFace } from '../../main/engine/geometry/vertex-correction';
import { cropPoseOf } from '../../main/engine/geometry/crop-pose';
import { identitySimilarity } from '../../main/engine/geometry/similarity';
import type { Camera, FaceModel, Pose } from '../../main/engine/geometry/types';
import type { InferencePool } from '../../main/engine/inference/inference-pool';
import type { RgbImage } from '../../main/engine/pixels/image';
import { seededRandom } from '../../native-models/facemesh-attention/calibrate/random-performance';
import type { Engine } from '../../preload/contract/engine';
import { analysePeople, type AnalysedPerson } from './analysed-input';
import { faceSurface } from '../../main/engine/geometry/face-surface';
import { studioOf, writeClip, writePicture } from './film-person';
import { heldOutSkins } from './held-out-skins';
import { frontalPicture, shoot, turningClip, type PerformedFrame } from './perform';
import { mean, spread } from './statistics';
import { surfaceError, type SurfaceError } from './surface-error';
import { drawPerson, type Generator } from './synthetic-people';

export interface SyntheticOptions {
  readonly portraits: string;
  readonly people: number;
  readonly clips: number;
  /** Pictures name their lens, as those of cameras do. */
  readonly lens: boolean;
  readonly scratch: string;
  readonly ffmpeg: string;
}

/** Means: mm of surfaces after rigid alignment, degrees of pitch, yaw and roll. */
export interface SyntheticFigures {
  readonly generator: 'model' | 'other';
  readonly from: 'picture' | 'clip';
  readonly people: number;
  readonly surface: number;
  readonly meanFace: number;
  /** Against the camera's axes. */
  readonly angles: readonly number[];
  /** Against the line of sight to the head, which is all that a picture shows without its lens. */
  readonly seen: readonly number[];
}

const degree = Math.PI / 180;
const clipFrames = 60;
const picture = { size: 512, eyesApart: 92, farthest: 1500 } as const;
const film = { size: 384, eyesApart: 62, farthest: 1000 } as const;

interface Result {
  readonly error: SurfaceError;
  readonly meanFace: SurfaceError;
  /** Degrees, pitch, yaw and roll of every frame: against the camera's axes and against the line of sight. */
  readonly angles: readonly Angles[];
  readonly seen: readonly Angles[];
}

type Angles = readonly [number, number, number];

/** People with exact truth through the whole pipeline, from one picture and from a clip each. */
export async function measureSynthetic(
  engine: Engine,
  model: FaceModel,
  pool: InferencePool,
  options: SyntheticOptions,
): Promise<SyntheticFigures[]> {
  const told: SyntheticFigures[] = [];
  await mkdir(options.scratch, { recursive: true });
  const skins = await heldOutSkins(model, pool, options.portraits, options.people);
  for (const generator of ['model', 'other'] as const) {
    const pictures: Result[] = [];
    const clips: Result[] = [];
    for (let i = 0; i < options.people; i++) {
      const skin = skins[i % skins.length];
      const stem = path.join(options.scratch, `${generator}-${i}`);
      pictures.push(...(await filmOne(engine, model, skin, generator, i, stem, options)));
      if (i < options.clips) {
        clips.push(...(await filmOne(engine, model, skin, generator, i, stem, options, clipFrames)));
      }
    }
    report(`${generator}, one frontal picture`, pictures);
    if (clips.length > 0) report(`${generator}, a clip of ${clipFrames} frames`, clips);
    told.push(figuresOf(generator, 'picture', pictures));
    if (clips.length > 0) told.push(figuresOf(generator, 'clip', clips));
  }
  return told;
}

async function filmOne(
  engine: Engine,
  model: FaceModel,
  skin: BakedPortrait,
  generator: Generator,
  seed: number,
  stem: string,
  { ffmpeg, scratch, lens }: SyntheticOptions,
  frames?: number,
): Promise<Result[]> {
  const neutral = drawPerson(model, generator, seededRandom(1000 + seed));
  const random = seededRandom(5000 + seed + (frames === undefined ? 0 : 500));
  const { size, eyesApart, farthest } = frames === undefined ? picture : film;
  const shooting = shoot(random, size, eyesApart, farthest);
  const render = studioOf(model, neutral, skin.texture, shooting, random);
  let truth: PerformedFrame[];
  let file: string;
  if (frames === undefined) {
    truth = [frontalPicture(model, shooting, random)];
    file = `${stem}.png`;
    await writePicture(render(truth[0]), file, lens ? shooting.focalPixels : undefined);
  } else {
    truth = turningClip(model, shooting, frames, random);
    file = `${stem}.mp4`;
    await writeClip(ffmpeg, rendered(truth, render), size, file);
  }
  const [found] = await analysePeople(engine, file, scratch);
  if (found === undefined) {
    process.stderr.write(`${file}: nobody found\n`);
    return [];
  }
  const surface = faceSurface(model);
  const camera: Camera = { focalPixels: shooting.focalPixels, centreX: size / 2, centreY: size / 2 };
  const result = {
    error: surfaceError(surface, neutralOf(model, found), neutral),
    meanFace: surfaceError(surface, model.mean, neutral),
    angles: found.frames.map(({ frame, fit }) => angleErrors(fit.pose, truth[frame].pose)),
    seen: found.frames.map(({ frame, fit }) =>
      angleErrors(againstSight(fit.pose, found.project.camera), againstSight(truth[frame].pose, camera)),
    ),
  };
  process.stderr.write(
    `${path.basename(file)} at ${shooting.distance.toFixed(0)} mm, focal ${(shooting.focalPixels / size).toFixed(2)} (taken for ${(found.project.camera.focalPixels / size).toFixed(2)}): ${result.error.mean.toFixed(2)} mm, mean face ${result.meanFace.mean.toFixed(2)}\n`,
  );
  return [result];
}

function* rendered(
  truth: readonly PerformedFrame[],
  render: (frame: PerformedFrame) => RgbImage,
): Iterable<RgbImage> {
  for (const frame of truth) yield render(frame);
}

/** The neutral face that the analysis found, [V,3] mm. */
function neutralOf(model: FaceModel, { person }: AnalysedPerson): Float32Array {
  return neutralFace(model, {
    shape: Float32Array.from(person.shape),
    correction: Float32Array.from(person.correction),
  });
}

function againstSight(pose: Pose, camera: Camera): Turn {
  return cropPoseOf(pose, [0, 0, 0], camera, identitySimilarity, 1);
}

function angleErrors(found: Turn, truth: Turn): Angles {
  return [
    Math.abs(found.pitchRadians - truth.pitchRadians) / degree,
    Math.abs(found.yawRadians - truth.yawRadians) / degree,
    Math.abs(found.rollRadians - truth.rollRadians) / degree,
  ];
}

type Turn = Pick<Pose, 'pitchRadians' | 'yawRadians' | 'rollRadians'>;

function meanOfAxes(angles: readonly Angles[]): number[] {
  return [0, 1, 2].map((axis) => mean(angles.map((angle) => angle[axis])));
}

function figuresOf(
  generator: SyntheticFigures['generator'],
  from: SyntheticFigures['from'],
  results: readonly Result[],
): SyntheticFigures {
  return {
    ...{ generator, from, people: results.length },
    surface: mean(results.map(({ error }) => error.mean)),
    meanFace: mean(results.map(({ meanFace }) => meanFace.mean)),
    angles: meanOfAxes(results.flatMap((result) => result.angles)),
    seen: meanOfAxes(results.flatMap((result) => result.seen)),
  };
}

function report(title: string, results: readonly Result[]): void {
  const errors = results.map(({ error }) => error.mean);
  const means = results.map(({ meanFace }) => meanFace.mean);
  const line = (text: string): boolean => process.stdout.write(`  ${text}\n`);
  process.stdout.write(`${title}, ${results.length} people\n`);
  line(
    `surface, mm         ${spread(errors)}; within a face 95 % ${mean(results.map((r) => r.error.high)).toFixed(2)}`,
  );
  line(
    `mean face, mm       ${spread(means)}; ${((1 - mean(errors) / mean(means)) * 100).toFixed(0)} % better than it`,
  );
  for (const [against, angles] of [
    ["the camera's axes", results.flatMap((result) => result.angles)],
    ['the line of sight', results.flatMap((result) => result.seen)],
  ] as const) {
    line(`pose against ${against}, degrees: mean of the three axes ${mean(angles.flat()).toFixed(2)}`);
    ['pitch', 'yaw', 'roll'].forEach((axis, i) => {
      line(`  ${axis.padEnd(5)} ${spread(angles.map((angle) => angle[i]))}`);
    });
  }
}
