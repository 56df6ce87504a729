import { labBaseline } from '../../../../preload/contract/lab';
import {
  labClipMeasures,
  type LabClipFace,
  type LabClipRow,
  type LabClipValue,
} from '../../../../preload/contract/lab-clips';
import { bootstrapMean } from '../bootstrap';

/** A row for each method: means over the faces with their intervals. @param times milliseconds a frame, of each clip */
export function clipRows(
  values: readonly LabClipValue[],
  faces: readonly LabClipFace[],
  times: ReadonlyMap<string, readonly number[]>,
  seed: number,
): LabClipRow[] {
  const baseline = new Map(
    values.flatMap(({ face, method, measures }) => (method === labBaseline ? [[face, measures.psnr]] : [])),
  );
  return [...times].map(([method, milliseconds]): LabClipRow => {
    const own = values.filter((value) => value.method === method);
    const mean = (valueOf: (value: LabClipValue) => number) =>
      bootstrapMean(
        own.map((value) => ({ person: faces[value.face].person, value: valueOf(value) })),
        seed,
      );
    const means = labClipMeasures.map((measure) => [measure, mean(({ measures }) => measures[measure])]);
    return {
      method,
      means: Object.fromEntries(means) as LabClipRow['means'],
      gain: mean(({ face, measures }) => measures.psnr - (baseline.get(face) ?? Number.NaN)),
      milliseconds: milliseconds.reduce((sum, one) => sum + one, 0) / milliseconds.length,
    };
  });
}
