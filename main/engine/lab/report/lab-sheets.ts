import { labBaseline, type LabFactor } from '../../../../preload/contract/lab';
import { gainsOf, type LabFigures, type LabValue } from '../lab-figures';
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
      [1, 'best'],
      [middle, 'median'],
      [middle + 1, 'median'],
      [own.length - 2, 'worst'],
      [own.length - 1, 'worst'],
    ];
    const taken = new Set<number>();
    const shown = places.flatMap(([at, place]): ShownPicture[] => {
      if (!(at in own) || taken.has(at)) return [];
      taken.add(at);
      return [{ picture: own[at].picture, place, gain: gainOf(own[at]) }];
    });
    return { factor, method, shown };
  });
}

/** The columns of a sheet: what a reader wants beside each other, in order, those that were run. */
export function sheetMethods({ methods }: LabFigures, best: string): string[] {
  const wanted = [labBaseline, 'sr:none', 'sr:both', best];
  return [...new Set(wanted)].filter((name) => methods.some((method) => method.name === name));
}
