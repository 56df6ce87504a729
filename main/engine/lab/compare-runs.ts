import type { LabFigures, LabRow, LabValue } from '../../../preload/contract/lab';
import type { LabComparison } from '../../../preload/contract/studio/lab-run';
import { compareClips, compareFits } from './compare-parts';
import { summarise } from './lab-figures';
import { sharedPlaces } from './shared-places';

/**
 * What one run has over another, picture by picture, on the pictures, methods and sizes of both. Pictures of one name
 * are the same, the second of a name the second one. People and the seed of the intervals are those of `run`.
 */
export function compareRuns(run: LabFigures, over: LabFigures): LabComparison {
  const shared = sharedPlaces(run.pictures, over.pictures);
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
    ...(run.clips === undefined || over.clips === undefined
      ? {}
      : { clips: compareClips(run.clips, over.clips, run.made.seed) }),
    ...(run.fits === undefined || over.fits === undefined
      ? {}
      : { fits: compareFits(run.fits, over.fits, shared, run) }),
  };
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
