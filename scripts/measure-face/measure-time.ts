import misreading from '../../main/engine/geometry/facemesh-attention-misreading.json';
import { fitCorrection } from '../../main/engine/geometry/fit-correction';
import { fitFace } from '../../main/engine/geometry/fit-face';
import { personShape } from '../../main/engine/geometry/shape-reading';
import type { FaceFit, FaceModel } from '../../main/engine/geometry/types';
import type { Engine } from '../../preload/contract/engine';
import { analysePeople } from './analysed-input';
import { quantile } from './statistics';

const solvedFrames = 60;
/** Views that the analysis learns a person from, see main/engine/analyse/fit-people.ts. */
const personViews = 16;
const rounds = 5;

/** Milliseconds on one core. */
export interface TimeReport {
  readonly frame: { readonly best: number; readonly median: number };
  readonly person: { readonly best: number; readonly median: number };
}

/** Time on one core, milliseconds: one frame from landmarks to coefficients, and a person of 60 frames as the analysis solves it. */
export async function measureTime(
  engine: Engine,
  model: FaceModel,
  clip: string,
  scratch: string,
): Promise<TimeReport> {
  const [{ project, frames }] = await analysePeople(engine, clip, scratch);
  const { camera } = project;
  const seen = frames.slice(0, solvedFrames).map(({ landmarks478 }) => landmarks478);
  const each: number[] = [];
  const persons: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    const step = Math.max(1, Math.floor(seen.length / personViews));
    const views = seen.filter((_, i) => i % step === 0).slice(0, personViews);
    const frames = views.map((landmarks) => ({ landmarks, camera, weight: 1 }));
    const identity = personShape(model, frames);
    const correction = fitCorrection(model, identity, frames, { misreading });
    let previous: FaceFit | undefined;
    for (const landmarks of seen) {
      const started = performance.now();
      const known = { identity, correction, misreading };
      previous = fitFace(model, landmarks, camera, previous === undefined ? known : { ...known, previous });
      each.push(performance.now() - started);
    }
    persons.push(performance.now() - begun);
  }
  const all = (values: readonly number[]): string =>
    `best ${Math.min(...values).toFixed(1)}, median ${quantile(values, 0.5).toFixed(1)}, 95 % ${quantile(values, 0.95).toFixed(1)} ms`;
  process.stdout.write(`a frame, landmarks to coefficients: ${all(each)}\n`);
  process.stdout.write(`a person of ${seen.length} frames: ${all(persons)}\n`);
  const told = (values: readonly number[]) => ({
    best: Math.min(...values),
    median: quantile(values, 0.5),
  });
  return { frame: told(each), person: told(persons) };
}
