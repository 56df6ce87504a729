import misreading from '../../main/engine/geometry/facemesh-attention-misreading.json';
import { openInputFrames } from '../../main/engine/analyse/open-input-frames';
import { findIrises } from '../../main/engine/faces/find-irises';
import { fitCorrection } from '../../main/engine/geometry/fit-correction';
import { fitFace } from '../../main/engine/geometry/fit-face';
import { personShape } from '../../main/engine/geometry/shape-reading';
import type { FaceFit, FaceModel } from '../../main/engine/geometry/types';
import type { FfmpegTools } from '../../main/engine/media/locate-ffmpeg';
import type { Engine } from '../../preload/contract/engine';
import { analysePeople } from './analysed-input';
import { quantile } from './statistics';

const solvedFrames = 60;
/** Views that the analysis learns a person from, see main/engine/analyse/fit-people.ts. */
const personViews = 16;
const rounds = 5;

/** Milliseconds of one core. */
export interface TimeReport {
  readonly frame: Told;
  readonly person: Told;
  readonly correction: Told;
  readonly irises: Told;
}

interface Told {
  readonly best: number;
  readonly median: number;
}

/** Of this process, milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Processor time of one core, milliseconds, which other work on the machine leaves about as it is: one frame from
 * landmarks to coefficients, a person of 60 frames as the analysis solves it (a shorter clip is gone through again), of
 * which the correction of vertices, and the irises of a face.
 */
export async function measureTime(
  engine: Engine,
  model: FaceModel,
  clip: string,
  scratch: string,
  tools: FfmpegTools,
): Promise<TimeReport> {
  const [{ project, frames }] = await analysePeople(engine, clip, scratch);
  const { camera } = project;
  const seen = Array.from({ length: solvedFrames }, (_, i) => frames[i % frames.length].landmarks478);
  const each: number[] = [];
  const persons: number[] = [];
  const corrections: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = processorTime();
    const step = Math.max(1, Math.floor(seen.length / personViews));
    const views = seen.filter((_, i) => i % step === 0).slice(0, personViews);
    const weighed = views.map((landmarks) => ({ landmarks, camera, weight: 1 }));
    const identity = personShape(model, weighed);
    const shaped = processorTime();
    const correction = fitCorrection(model, identity, weighed, { misreading });
    corrections.push(processorTime() - shaped);
    let previous: FaceFit | undefined;
    for (const landmarks of seen) {
      const started = processorTime();
      const known = { identity, correction, misreading };
      previous = fitFace(model, landmarks, camera, previous === undefined ? known : { ...known, previous });
      each.push(processorTime() - started);
    }
    persons.push(processorTime() - begun);
  }
  const irises: number[] = [];
  const landmarksOf = new Map(frames.map(({ frame, landmarks478 }) => [frame, landmarks478]));
  for await (const { index, image } of openInputFrames(project.media, tools, {}, {})) {
    const landmarks = landmarksOf.get(index)?.slice();
    if (landmarks === undefined) continue;
    const started = processorTime();
    findIrises(image, landmarks);
    irises.push(processorTime() - started);
  }
  const all = (values: readonly number[]): string =>
    `best ${Math.min(...values).toFixed(1)}, median ${quantile(values, 0.5).toFixed(1)}, 95 % ${quantile(values, 0.95).toFixed(1)} ms`;
  const lines = [
    `a frame, landmarks to coefficients: ${all(each)}`,
    `a person of ${seen.length} frames, the correction of vertices included: ${all(persons)}`,
    `of it the correction of vertices, from ${personViews} views: ${all(corrections)}`,
    `the irises of a face, found in the picture: ${all(irises)}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  const told = (values: readonly number[]): Told => ({
    best: Math.min(...values),
    median: quantile(values, 0.5),
  });
  return {
    ...{ frame: told(each), person: told(persons) },
    ...{ correction: told(corrections), irises: told(irises) },
  };
}
