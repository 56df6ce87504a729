import path from 'node:path';
import { readdir } from 'node:fs/promises';
import { detectFaces } from '../../main/engine/faces/detect-faces';
import { embedFace, similarityOf } from '../../main/engine/faces/embed-face';
import { findLandmarksOfDetection } from '../../main/engine/faces/find-landmarks';
import { fivePointsOf } from '../../main/engine/faces/five-points';
import type { InferencePool } from '../../main/engine/inference/inference-pool';
import { readStill } from '../../main/engine/media/read-still';
import type { RgbImage } from '../../main/engine/pixels/image';
import type { Engine } from '../../preload/contract/engine';
import { analysePeople } from './analysed-input';
import { isHeldOut, listPortraits } from './held-out';
import { mean, spread } from './statistics';

interface Turned {
  readonly name: string;
  readonly yawDegrees: number;
  /** Of the picture as it is, and of the frontal view; nothing where no face was found in that. */
  readonly source: Float32Array;
  readonly frontal: Float32Array | undefined;
}

/** Bins of the absolute yaw, degrees. */
const bins = [0, 15, 30, 45, 90];

/** Faces whose absolute yaw lies from `from` to `to` degrees; cosines of embeddings, means. */
export interface FrontalFigures {
  readonly from: number;
  readonly to: number;
  readonly faces: number;
  readonly own: number;
  readonly likestOther: number;
  /** How many are likest themselves. */
  readonly above: number;
}

/**
 * Whether the face is still the same person once it is turned to the viewer: similarity of the frontal view to the
 * picture it was made from, beside that of the picture to the likest other person's.
 */
export async function measureFrontal(
  engine: Engine,
  pool: InferencePool,
  portraits: string,
  photographs: string | undefined,
  scratch: string,
): Promise<FrontalFigures[]> {
  const told: FrontalFigures[] = [];
  const files = (await listPortraits(portraits)).filter(isHeldOut).map(({ file }) => file);
  if (photographs !== undefined) {
    const names = (await readdir(photographs)).filter((name) => /^sample\d\.jpg$/.test(name));
    files.push(...names.map((name) => path.join(photographs, name)));
  }
  const faces: Turned[] = [];
  for (const file of files) faces.push(...(await turnPeople(engine, pool, file, scratch)));
  process.stdout.write(
    '|yaw|: faces; similarity to oneself; of the picture to the likest other; own above that\n',
  );
  for (let bin = 1; bin < bins.length; bin++) {
    const inBin = faces.filter(
      ({ yawDegrees }) => Math.abs(yawDegrees) >= bins[bin - 1] && Math.abs(yawDegrees) < bins[bin],
    );
    if (inBin.length === 0) continue;
    const seen = inBin.filter((face) => face.frontal !== undefined);
    const own = seen.map(({ source, frontal }) => similarityOf(source, frontal ?? source));
    const others = seen.map((face) =>
      Math.max(
        ...faces.filter((other) => other !== face).map(({ source }) => similarityOf(face.source, source)),
      ),
    );
    const above = own.filter((value, i) => value > others[i]).length;
    process.stdout.write(
      `  ${bins[bin - 1]} to ${bins[bin]} degrees: ${inBin.length}, a face found in the view of ${seen.length}; ${spread(own)}; ${spread(others)}; ${above} of ${seen.length}\n`,
    );
    told.push({
      ...{ from: bins[bin - 1], to: bins[bin], faces: inBin.length },
      ...{ own: mean(own), likestOther: mean(others), above },
    });
    seen.forEach((face, i) => {
      if (own[i] <= others[i])
        process.stdout.write(`    ${face.name}: ${own[i].toFixed(2)}, ${others[i].toFixed(2)}\n`);
    });
  }
  return told;
}

async function turnPeople(
  engine: Engine,
  pool: InferencePool,
  file: string,
  scratch: string,
): Promise<Turned[]> {
  const people = await analysePeople(engine, file, scratch);
  if (people.length === 0) return [];
  const { image } = await readStill(file);
  const name = path.basename(file);
  const made = await engine.reconstruct({
    input: file,
    outputFolder: path.join(scratch, `${name}-frontal`),
    formats: ['frontal'],
  });
  const turned: Turned[] = [];
  for (const { person, frames } of people) {
    const view = made.people.find(({ id }) => id === person.id)?.files.frontal;
    if (view === undefined) continue;
    turned.push({
      name: `${name} ${person.name}`,
      yawDegrees: (frames[0].fit.pose.yawRadians * 180) / Math.PI,
      source: await embedFace(image, fivePointsOf(frames[0].landmarks478), pool),
      frontal: await embedLargest((await readStill(view)).image, pool),
    });
  }
  return turned;
}

async function embedLargest(image: RgbImage, pool: InferencePool): Promise<Float32Array | undefined> {
  const [face] = (await detectFaces(image, pool)).sort(
    (a, b) => b.box.right - b.box.left - (a.box.right - a.box.left),
  );
  if (face === undefined) return undefined;
  const { points } = await findLandmarksOfDetection(image, face, pool);
  return embedFace(image, fivePointsOf(points), pool);
}
