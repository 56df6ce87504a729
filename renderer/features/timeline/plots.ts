import type { PersonItem } from '../../../preload/contract/studio/media-item';
import { hueColour } from '../../ui/person-hue';
import { extentOf } from './curve-analysis';
import type { CurveName, PersonCurves, QualityState } from './use-tables';

export interface PlotLine {
  readonly label: string;
  /** CSS colour, may be a token: `var(--ac)`. */
  readonly colour: string;
  readonly values: Float32Array;
  readonly dash?: readonly number[];
  readonly width?: number;
  /** Values at the bottom and the top; lines of one unit share them. */
  readonly range: readonly [number, number];
  readonly format: (value: number) => string;
}

export interface Plot {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly PlotLine[];
  /** Fills between the first two lines. */
  readonly fills?: boolean;
}

type Texts = Readonly<
  Record<
    | 'overview'
    | 'sharpness'
    | 'sharpnessBefore'
    | 'sharpnessAfter'
    | 'identity'
    | 'landmarkDistance'
    | 'flicker'
    | 'flickerBefore'
    | 'flickerAfter'
    | 'yaw'
    | 'size'
    | 'reprojection',
    string
  >
>;

const degrees = (radians: number) => `${Math.round((radians * 180) / Math.PI)}°`;
const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
const whole = (value: number) => String(Math.round(value));

/** From 0 to a little above the largest. */
function fromZero(...curves: readonly Float32Array[]): readonly [number, number] {
  return [0, (extentOf(curves)?.[1] ?? 1) * 1.08 || 1];
}

/** Plots of a measured result, the overview first. */
export function qualityPlots(quality: Pick<QualityState, 'curve'>, texts: Texts): Plot[] {
  const get = (name: Parameters<QualityState['curve']>[0]) => quality.curve(name) ?? new Float32Array();
  const sharp = [get('sharpnessAfter'), get('sharpnessBefore')] as const;
  const flicker = [get('flickerAfter'), get('flickerBefore')] as const;
  const identity = get('identity');
  const distance = get('landmarkDistance');
  const after = { colour: 'var(--ac)', width: 1.5 };
  const before = { colour: 'var(--tx-3)' };
  if (sharp[0].length === 0) return [];
  const sharpRange = fromZero(...sharp);
  const flickerRange = fromZero(...flicker);
  const least = Math.min(extentOf([identity])?.[0] ?? 0, 0.5);
  return [
    {
      id: 'overview',
      title: texts.overview,
      fills: true,
      lines: [
        { ...after, label: texts.sharpnessAfter, values: sharp[0], range: sharpRange, format: whole },
        { ...before, label: texts.sharpnessBefore, values: sharp[1], range: sharpRange, format: whole },
        {
          label: texts.identity,
          colour: 'var(--warn)',
          dash: [2, 3],
          values: identity,
          range: [least, 1.02],
          format: (value) => value.toFixed(2),
        },
      ],
    },
    {
      id: 'landmarkDistance',
      title: texts.landmarkDistance,
      lines: [
        {
          ...after,
          label: texts.landmarkDistance,
          values: distance,
          range: fromZero(distance),
          format: percent,
        },
      ],
    },
    {
      id: 'flicker',
      title: texts.flicker,
      fills: true,
      lines: [
        {
          ...after,
          label: texts.flickerAfter,
          values: flicker[0],
          range: flickerRange,
          format: (v) => v.toFixed(2),
        },
        {
          ...before,
          label: texts.flickerBefore,
          values: flicker[1],
          range: flickerRange,
          format: (v) => v.toFixed(2),
        },
      ],
    },
  ];
}

/** Plots of the input, a line for each person. */
export function peoplePlots(
  curves: readonly PersonCurves[],
  people: readonly PersonItem[],
  texts: Texts,
): Plot[] {
  const known = curves.flatMap((entry) => {
    const person = people.find(({ id }) => id === entry.personId);
    return person ? [{ entry, person }] : [];
  });
  if (known.length === 0) return [];
  const plot = (
    id: string,
    title: string,
    name: CurveName,
    format: (value: number) => string,
    rangeOf: (...values: Float32Array[]) => readonly [number, number] = fromZero,
  ): Plot => {
    const range = rangeOf(...known.map(({ entry }) => entry.curve(name)));
    const lines = known.map(({ entry, person }) => ({
      label: person.name,
      colour: hueColour(person.hue),
      values: entry.curve(name),
      range,
      format,
    }));
    return { id, title, lines };
  };
  return [
    plot('sharpness', texts.sharpness, 'sharpness', whole),
    plot('yaw', texts.yaw, 'yawRadians', degrees, (...values) => {
      const most = Math.max(...(extentOf(values) ?? [0.5]).map(Math.abs), 0.5) * 1.05;
      return [-most, most];
    }),
    plot('size', texts.size, 'interOcularPixels', (value) => `${value.toFixed(0)} px`),
    plot('reprojection', texts.reprojection, 'reprojectionError', percent),
  ];
}
