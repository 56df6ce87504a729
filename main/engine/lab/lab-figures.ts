import {
  labBaseline,
  labMeasureSchema,
  type LabFactor,
  type LabMeasure,
  type LabRow,
} from '../../../preload/contract/lab';
import { bootstrapMean } from './bootstrap';

/** One picture enlarged by one method from one size. */
export interface LabValue {
  /** Index into `pictures`. */
  readonly picture: number;
  readonly factor: LabFactor;
  readonly method: string;
  readonly measures: Readonly<Record<LabMeasure, number>>;
}

export interface LabPicture {
  readonly name: string;
  readonly person: number;
  readonly interOcularPixels: number;
}

/** Everything a run has found: what report.json holds, and what tables and pages are made from. */
export interface LabFigures {
  readonly made: {
    readonly command: string;
    readonly version: string;
    readonly date: string;
    readonly machine: string;
    readonly seed: number;
    readonly seconds: number;
  };
  readonly protocol: readonly string[];
  readonly methods: readonly {
    readonly name: string;
    /** Weights behind it, with version and the beginning of their sha256. */
    readonly weights: string;
    /** Of one face, alone on the machine: median of a few, ms. */
    readonly milliseconds: number;
  }[];
  readonly factors: readonly LabFactor[];
  readonly pictures: readonly LabPicture[];
  readonly people: number;
  readonly leftOut: readonly string[];
  readonly values: readonly LabValue[];
  readonly rows: readonly LabRow[];
}

/** The gain of every value over the baseline on the same picture, Y-PSNR, dB; none for what has no baseline. */
export function gainsOf(values: readonly LabValue[]): Map<LabValue, number> {
  const key = ({ picture, factor }: LabValue) => `${picture} ${factor}`;
  const baseline = new Map(
    values.flatMap((value) => (value.method === labBaseline ? [[key(value), value.measures.psnr]] : [])),
  );
  return new Map(
    values.map((value) => [value, value.measures.psnr - (baseline.get(key(value)) ?? Number.NaN)]),
  );
}

/** A row for each size and method: means with their intervals. */
export function summarise(
  values: readonly LabValue[],
  pictures: readonly LabPicture[],
  factors: readonly LabFactor[],
  methods: readonly string[],
  seed: number,
): LabRow[] {
  const gains = gainsOf(values);
  return factors.flatMap((factor) =>
    methods.map((method): LabRow => {
      const own = values.filter((value) => value.factor === factor && value.method === method);
      const mean = (valueOf: (value: LabValue) => number) =>
        bootstrapMean(
          own.map((value) => ({ person: pictures[value.picture].person, value: valueOf(value) })),
          seed,
        );
      const means = labMeasureSchema.options.map(
        (measure) => [measure, mean(({ measures }) => measures[measure])] as const,
      );
      return {
        factor,
        method,
        means: Object.fromEntries(means) as LabRow['means'],
        gain: mean((value) => gains.get(value) ?? Number.NaN),
      };
    }),
  );
}
