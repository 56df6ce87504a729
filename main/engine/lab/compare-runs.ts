import type { LabFigures, LabPicture, LabRow, LabValue } from '../../../preload/contract/lab';
import type { LabComparison } from '../../../preload/contract/studio/lab-run';
import { summarise } from './lab-figures';

/**
 * What one run has over another, picture by picture, on the pictures, methods and sizes of both. Pictures of one name
 * are the same, the second of a name the second one. People and the seed of the intervals are those of `run`.
 */
export function compareRuns(run: LabFigures, over: LabFigures): LabComparison {
  const places = placesByName(over.pictures);
  const shared = new Map(
    [...placesByName(run.pictures)].flatMap(([name, picture]) => {
      const other = places.get(name);
      return other === undefined ? [] : [[picture, other] as const];
    }),
  );
  const key = (picture: number, { factor, method }: Pick<LabValue, 'factor' | 'method'>) =>
    `${picture} ${factor} ${method}`;
  const before = new Map(over.values.map((value) => [key(value.picture, value), value.measures]));
  const differences = run.values.flatMap((value): LabValue[] => {
    const other = shared.get(value.picture);
    const measures = other === undefined ? undefined : before.get(key(other, value));
    return measures === undefined ? [] : [{ ...value, measures: difference(value.measures, measures) }];
  });
  const weights = new Map(over.methods.map((method) => [method.name, method.weights]));
  const methods = run.methods.filter(({ name }) => weights.has(name));
  const factors = run.factors.filter((factor) => over.factors.includes(factor));
  const rows: LabRow[] =
    differences.length === 0
      ? []
      : summarise(
          differences,
          run.pictures,
          factors,
          methods.map(({ name }) => name),
          run.made.seed,
        );
  return {
    pictures: shared.size,
    people: new Set([...shared.keys()].map((picture) => run.pictures[picture].person)).size,
    rows,
    changed: methods.flatMap(({ name, weights: to }) => {
      const from = weights.get(name) ?? to;
      return from === to ? [] : [{ method: name, from, to }];
    }),
  };
}

/** `name`, and for the second of a name `name 2`, by the picture's place in the run. */
function placesByName(pictures: readonly LabPicture[]): Map<string, number> {
  const counts = new Map<string, number>();
  return new Map(
    pictures.map(({ name }, place) => {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return [`${name}\n${count}`, place];
    }),
  );
}

type Measures = LabValue['measures'];

function difference(a: Measures, b: Measures): Measures {
  return {
    psnr: a.psnr - b.psnr,
    ssim: a.ssim - b.ssim,
    identity: a.identity - b.identity,
    landmarks: a.landmarks - b.landmarks,
    sharpness: a.sharpness - b.sharpness,
  };
}
