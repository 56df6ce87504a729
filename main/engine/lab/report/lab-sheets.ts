import {
  labBaseline,
  labClassic,
  type LabFactor,
  type LabFigures,
  type LabValue,
} from '../../../../preload/contract/lab';
import { gainsOf } from '../lab-figures';
import { bestRow } from './lab-tables';

/** A picture to show, and why. */
export interface ShownPicture {
  readonly picture: number;
  readonly place: 'best' | 'median' | 'worst';
  /** Of `method`, over the baseline, dB. */
  readonly gain: number;
}

export interface Sheet {
  readonly factor: LabFactor;
  /** By whose gain the pictures were picked. */
  readonly method: string;
  readonly shown: readonly ShownPicture[];
}

/** The best, the median and the worst two pictures of each size, by the gain of the method that is best there. */
export function sheetsOf(figures: LabFigures): Sheet[] {
  const gains = gainsOf(figures.values);
  return figures.factors.map((factor) => {
    const method = bestRow(figures, factor).method;
    const gainOf = (value: LabValue) => gains.get(value) ?? 0;
    const own = figures.values
      .filter((value) => value.factor === factor && value.method === method)
      .sort((a, b) => gainOf(b) - gainOf(a));
    const shown = shownPlaces(own.length).map(({ at, place }) => ({
      picture: own[at].picture,
      place,
      gain: gainOf(own[at]),
    }));
    return { factor, method, shown };
  });
}

/** The best, the median and the worst two of so many, sorted from the best; few fill the first places, each once. */
export function shownPlaces(count: number): { readonly at: number; readonly place: ShownPicture['place'] }[] {
  const middle = count >> 1;
  const places: [number, ShownPicture['place']][] = [
    [0, 'best'],
    [count - 1, 'worst'],
    [middle, 'median'],
    [1, 'best'],
    [count - 2, 'worst'],
    [middle + 1, 'median'],
  ];
  const taken = new Map<number, ShownPicture['place']>();
  for (const [at, place] of places) if (at >= 0 && at < count && !taken.has(at)) taken.set(at, place);
  return [...taken].map(([at, place]) => ({ at, place })).sort((a, b) => a.at - b.at);
}

/** The columns of a sheet: what a reader wants beside each other, in order, those that were run. */
export function sheetMethods(methods: readonly string[], best: string): string[] {
  const wanted = [labBaseline, labClassic, 'sr:none', 'sr:both', best];
  return [...new Set(wanted)].filter((name) => methods.includes(name));
}
