import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { meshSize } from '../../main/engine/faces/landmark-region';
import { seeShape } from '../../main/engine/faces/see-shape';
import { cropPoseOf } from '../../main/engine/geometry/crop-pose';
import { fitCorrection } from '../../main/engine/geometry/fit-correction';
import { fitFace } from '../../main/engine/geometry/fit-face';
import misreading from '../../main/engine/geometry/facemesh-attention-misreading.json';
import { defaultFocalRatio } from '../../main/engine/geometry/projection';
import { weighTurn } from '../../main/engine/geometry/seen-turn';
import { personShape } from '../../main/engine/geometry/shape-reading';
import {
  applyToPoints,
  identitySimilarity,
  invert,
  rotationOfRadians,
} from '../../main/engine/geometry/similarity';
import type { Camera, FaceModel, Pose } from '../../main/engine/geometry/types';
import type { InferencePool } from '../../main/engine/inference/inference-pool';
import { readStill } from '../../main/engine/media/read-still';
import type { Engine } from '../../preload/contract/engine';
import { analysePeople } from './analysed-input';
import { mean } from './statistics';

/** A row of native-models/training/renders/render_faces.py: its parts in order, and how many numbers each has. */
const parts = [
  ['generator', 1],
  ['turned', 1],
  ['focal', 1],
  ['size', 1],
  ['angles', 3],
  ['translation', 3],
  ['crop', 4],
  ['shape', 80],
  ['expression', 52],
  ['read', 3 * 478],
  ['exact', 2 * 478],
  ['offset', 500],
] as const;
const columns = parts.reduce((sum, [, count]) => sum + count, 0);
const shares = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;
const degree = Math.PI / 180;

const ways = [
  ['given', 'axes'],
  ['assumed', 'axes'],
  ['assumed', 'sight'],
] as const;

/** Mean errors in degrees: pitch, yaw and roll, by the share of what the network sees beside the landmarks. */
export interface TurnFigures {
  readonly lens: 'given' | 'assumed';
  /** Against the camera's axes, or against the line of sight: all that a picture shows without its lens. */
  readonly against: 'axes' | 'sight';
  readonly turned: boolean;
  readonly pictures: number;
  readonly angles: Readonly<Record<string, readonly number[]>>;
}

/**
 * How near to the truth a head's turn comes from landmarks, from the shape network and from both together.
 * @param folder of render_faces.py; landmarks in it are as the landmark network read them
 */
export async function measureTurns(
  model: FaceModel,
  pool: InferencePool,
  folder: string,
): Promise<TurnFigures[]> {
  const errors = new Map<string, number[][]>();
  const apart: number[][] = [];
  for await (const { row, picture } of renders(folder)) {
    const part = partsOf(row);
    const [a, b, tx, ty] = part.crop;
    const cropFromFrame = { a, b, tx, ty };
    const landmarks = part.read.slice();
    applyToPoints(invert(cropFromFrame), landmarks, landmarks, 3);
    const image = { width: meshSize, height: meshSize, data: picture };
    const seen = await seeShape(image, part.read, pool);
    if (seen === undefined) continue;
    const turn = seen.turn.slice();
    turn[2] += rotationOfRadians(cropFromFrame);
    const [size] = part.size;
    const middle = { centreX: size / 2, centreY: size / 2 };
    const truthSeen = seenTurn(truthOf(part), { focalPixels: part.focal[0], ...middle });
    for (const lens of ['given', 'assumed'] as const) {
      const focalPixels = lens === 'given' ? part.focal[0] : defaultFocalRatio * size;
      const camera: Camera = { focalPixels, ...middle };
      const frames = [{ landmarks, camera, weight: 1, seen }];
      const identity = personShape(model, frames);
      const correction = fitCorrection(model, identity, frames, { misreading });
      const { pose } = fitFace(model, landmarks, camera, { identity, correction, misreading });
      if (lens === 'given') apart.push(apartOf(turn, pose, camera));
      for (const share of shares) {
        const found = weighTurn(model, pose, turn, camera, share);
        const note = (against: TurnFigures['against'], errorsOfOne: number[]): void => {
          const key = `${lens} ${against} ${part.turned[0]} ${share}`;
          const list = errors.get(key) ?? [];
          errors.set(key, list);
          list.push(errorsOfOne);
        };
        note('axes', errorsOf(found, part.angles));
        note('sight', apartOf(truthSeen, found, camera).map(Math.abs));
      }
    }
  }
  const told = ways.flatMap(([lens, against]) =>
    [false, true].map((turned) => figuresOf(errors, lens, against, turned)),
  );
  for (const { lens, against, turned, pictures, angles } of told) {
    const to = against === 'axes' ? "the camera's axes" : 'the line of sight';
    process.stdout.write(
      `lens ${lens}, against ${to}, ${turned ? 'turned' : 'nearly frontal'}, ${pictures} pictures\n`,
    );
    for (const share of shares) {
      const values = angles[share];
      const each = values.map((value) => value.toFixed(2)).join(', ');
      process.stdout.write(`  share ${share}: pitch, yaw, roll ${each}; mean ${mean(values).toFixed(2)}\n`);
    }
  }
  process.stdout.write(`lens given, all of them: ${agreementText(agreementOf(apart))}\n`);
  return told;
}

async function* renders(folder: string): AsyncGenerator<{ row: Float32Array; picture: Uint8Array }> {
  const bytes = meshSize * meshSize * 3;
  for (const name of (await readdir(folder)).filter((file) => /^truths-.*\.f32$/.test(file)).sort()) {
    const truths = await readFile(path.join(folder, name));
    const pictures = await readFile(
      path.join(folder, name.replace('truths', 'pictures').replace('f32', 'u8')),
    );
    const rows = new Float32Array(truths.buffer, truths.byteOffset, truths.length / 4);
    for (let i = 0; (i + 1) * columns <= rows.length; i++) {
      const row = rows.subarray(i * columns, (i + 1) * columns);
      yield { row, picture: pictures.subarray(i * bytes, (i + 1) * bytes) };
    }
  }
}

function partsOf(row: Float32Array): Record<(typeof parts)[number][0], Float32Array> {
  let at = 0;
  const cut = parts.map(([name, count]) => [name, row.subarray(at, (at += count))] as const);
  return Object.fromEntries(cut) as Record<(typeof parts)[number][0], Float32Array>;
}

function errorsOf({ pitchRadians, yawRadians, rollRadians }: Pose, truth: Float32Array): number[] {
  return [pitchRadians, yawRadians, rollRadians].map((angle, axis) => Math.abs(angle - truth[axis]) / degree);
}

function figuresOf(
  errors: ReadonlyMap<string, number[][]>,
  lens: TurnFigures['lens'],
  against: TurnFigures['against'],
  turned: boolean,
): TurnFigures {
  const of = (share: number): number[][] => errors.get(`${lens} ${against} ${turned ? 1 : 0} ${share}`) ?? [];
  const angles = Object.fromEntries(
    shares.map((share) => [share, [0, 1, 2].map((axis) => mean(of(share).map((each) => each[axis])))]),
  );
  return { lens, against, turned, pictures: of(0).length, angles };
}

/** What the shape network sees less what landmarks tell, degrees, against the line of sight: mean and deviation. */
export interface TurnAgreement {
  readonly faces: number;
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** Whether both ways agree on photographs that name their lenses; which of them is right nobody knows there. */
export async function measureTurnAgreement(
  engine: Engine,
  model: FaceModel,
  pool: InferencePool,
  photographs: string,
  scratch: string,
): Promise<TurnAgreement> {
  const apart: number[][] = [];
  for (const name of (await readdir(photographs)).filter((file) => /\.jpe?g$/.test(file))) {
    const file = path.join(photographs, name);
    const { image } = await readStill(file);
    for (const { project, person, frames } of await analysePeople(engine, file, scratch)) {
      if (project.media.focalRatio === undefined) continue;
      const landmarks = frames[0].landmarks478;
      const seen = await seeShape(image, landmarks, pool);
      if (seen === undefined) continue;
      const [identity, correction] = [Float32Array.from(person.shape), Float32Array.from(person.correction)];
      const { pose } = fitFace(model, landmarks, project.camera, { identity, correction, misreading });
      apart.push(apartOf(seen.turn, pose, project.camera));
    }
  }
  const agreement = agreementOf(apart);
  process.stdout.write(
    `${apart.length} faces of photographs that name their lens: ${agreementText(agreement)}\n`,
  );
  return agreement;
}

function agreementOf(apart: readonly (readonly number[])[]): TurnAgreement {
  const means = [0, 1, 2].map((axis) => mean(apart.map((each) => each[axis])));
  const deviation = means.map((middle, axis) =>
    Math.sqrt(mean(apart.map((each) => (each[axis] - middle) ** 2))),
  );
  return { faces: apart.length, mean: means, deviation };
}

function agreementText({ mean: middle, deviation }: TurnAgreement): string {
  const [means, spread] = [middle, deviation].map((values) => values.map((v) => v.toFixed(2)).join(', '));
  return `seen less told by landmarks, pitch, yaw, roll ${means}; deviation ${spread}`;
}

/** Degrees, against the line of sight: what is seen less what landmarks tell. */
function apartOf(turn: ArrayLike<number>, pose: Pose, camera: Camera): number[] {
  return seenTurn(pose, camera).map((angle, axis) => (turn[axis] - angle) / degree);
}

/** Pitch, yaw and roll against the line of sight, radians. */
function seenTurn(pose: Pose, camera: Camera): [number, number, number] {
  const told = cropPoseOf(pose, [0, 0, 0], camera, identitySimilarity, 1);
  return [told.pitchRadians, told.yawRadians, told.rollRadians];
}

function truthOf({ angles, translation }: ReturnType<typeof partsOf>): Pose {
  const [pitchRadians, yawRadians, rollRadians] = angles;
  return {
    ...{ pitchRadians, yawRadians, rollRadians },
    translation: [translation[0], translation[1], translation[2]],
  };
}
