import {
  labBaseline,
  labMeasureSchema,
  type LabFactor,
  type LabPicture,
  type LabRow,
  type LabValue,
} from '../../../preload/contract/lab';
import { bootstrapMean } from './bootstrap';

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
