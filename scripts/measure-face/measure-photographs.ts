import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { projectModelPoints } from '../../main/engine/geometry/projection';
import { expressedShape, surfacePositions } from '../../main/engine/geometry/shape';
import { neutralFace } from '../../main/engine/geometry/vertex-correction';
import type { FaceModel } from '../../main/engine/geometry/types';
import type { Engine } from '../../preload/contract/engine';
import { analysePeople, type AnalysedPerson } from './analysed-input';
import { isHeldOut, listPortraits } from './held-out';
import { ibugLandmarks, normalisedMeanErrors } from './ibug-landmarks';
import { mean, quantile, spread } from './statistics';

/** Normalised mean errors over the distance of the outer eye corners; shares. */
export interface PhotographFigures {
  readonly faces: number;
  readonly pictures: number;
  readonly mean: number;
  readonly median: number;
  /** How many err by less than 3 %. */
  readonly below: number;
}
export interface PhotographsReport {
  readonly portraits: PhotographFigures;
  readonly photographs?: PhotographFigures;
}

/** How far the projected mesh's 68 points lie from the network's, on held-out portraits and a folder of photographs. */
export async function measurePhotographs(
  engine: Engine,
  model: FaceModel,
  portraits: string,
  photographs: string | undefined,
  scratch: string,
): Promise<PhotographsReport> {
  const files = (await listPortraits(portraits)).filter(isHeldOut).map(({ file }) => file);
  const ofPortraits = await measureFiles(engine, model, files, 'held-out portraits', scratch);
  if (photographs === undefined) return { portraits: ofPortraits };
  const names = (await readdir(photographs)).filter((name) => /^sample\d\.jpg$/.test(name));
  const ofPhotographs = await measureFiles(
    engine,
    model,
    names.map((name) => path.join(photographs, name)),
    'photographs',
    scratch,
  );
  return { portraits: ofPortraits, photographs: ofPhotographs };
}

async function measureFiles(
  engine: Engine,
  model: FaceModel,
  files: readonly string[],
  title: string,
  scratch: string,
): Promise<PhotographFigures> {
  const errors: ReturnType<typeof normalisedMeanErrors>[] = [];
  for (const file of files) {
    for (const person of await analysePeople(engine, file, scratch)) {
      errors.push(meshError(model, person));
    }
  }
  process.stdout.write(
    `68-point NME of the projected mesh, ${title}: ${errors.length} faces of ${files.length} pictures, %\n`,
  );
  for (const [name, which] of [
    ['over the outer eye corners', 'outerCorners'],
    ['over the middles of the eyes', 'eyeMiddles'],
    ['51 points without the jaw, outer corners', 'withoutJaw'],
  ] as const) {
    const values = errors.map((error) => 100 * error[which]);
    const below = values.filter((v) => v < 3).length;
    process.stdout.write(
      `  ${name.padEnd(42)} ${spread(values)}, median ${quantile(values, 0.5).toFixed(2)}; below 3 %: ${below} of ${values.length}\n`,
    );
  }
  const corners = errors.map(({ outerCorners }) => outerCorners);
  return {
    ...{ faces: errors.length, pictures: files.length },
    ...{ mean: mean(corners), median: quantile(corners, 0.5) },
    below: corners.filter((error) => error < 0.03).length,
  };
}

function meshError(
  model: FaceModel,
  { project, person, frames: [seen] }: AnalysedPerson,
): ReturnType<typeof normalisedMeanErrors> {
  const vertices = neutralFace(model, {
    shape: Float32Array.from(person.shape),
    correction: Float32Array.from(person.correction),
  });
  expressedShape(model, vertices, seen.fit.expression, vertices);
  const points = surfacePositions(model.triangles, model.landmarks68, vertices);
  const places = projectModelPoints(project.camera, seen.fit.pose, points);
  return normalisedMeanErrors(places, ibugLandmarks(seen.landmarks478));
}
