import {
  labBaseline,
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
    const middle = own.length >> 1;
    const places: [number, ShownPicture['place']][] = [
      [0, 'best'],
      [own.length - 1, 'worst'],
      [middle, 'median'],
      [1, 'best'],
      [own.length - 2, 'worst'],
      [middle + 1, 'median'],
    ];
    const taken = new Set<number>();
    // Few pictures fill the first places; each is shown once.
    const shown = places.flatMap(([at, place]) => {
      if (!(at in own) || taken.has(at)) return [];
      taken.add(at);
      return [{ at, picture: own[at].picture, place, gain: gainOf(own[at]) }];
    });
    return { factor, method, shown: shown.sort((a, b) => a.at - b.at) };
  });
}

/** The columns of a sheet: what a reader wants beside each other, in order, those that were run. */
export function sheetMethods({ methods }: LabFigures, best: string): string[] {
  const wanted = [labBaseline, 'sr:none', 'sr:both', best];
  return [...new Set(wanted)].filter((name) => methods.some((method) => method.name === name));
}
