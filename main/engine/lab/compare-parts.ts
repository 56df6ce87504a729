import type { LabFigures } from '../../../preload/contract/lab';
import {
  labClipMeasures,
  type LabClips,
  type LabClipMeasure,
  type LabClipValue,
} from '../../../preload/contract/lab-clips';
import { labFitMeasures, type LabFits, type LabFitValue } from '../../../preload/contract/lab-fits';
import type { LabComparison } from '../../../preload/contract/studio/lab-run';
import { clipRows } from './clips/clip-rows';
import { fitRows } from './fits/fit-rows';
import { sharedPlaces } from './shared-places';

/** What the whole clips of one run have over those of another, face by face, the second face of a clip the second one. */
export function compareClips(
  run: LabClips,
  over: LabClips,
  seed: number,
): NonNullable<LabComparison['clips']> {
  const shared = sharedPlaces(run.faces, over.faces);
  const key = (face: number, method: string) => `${face} ${method}`;
  const before = new Map(over.values.map((value) => [key(value.face, value.method), value.measures]));
  const differences = run.values.flatMap((value): LabClipValue[] => {
    const other = shared.get(value.face);
    const measures = other === undefined ? undefined : before.get(key(other, value.method));
    if (measures === undefined) return [];
    const found = labClipMeasures.map((measure) => [measure, value.measures[measure] - measures[measure]]);
    return [{ ...value, measures: Object.fromEntries(found) as Record<LabClipMeasure, number> }];
  });
  const untimed = new Map(differences.map(({ method }) => [method, []]));
  return {
    faces: shared.size,
    people: new Set([...shared.keys()].map((face) => run.faces[face].person)).size,
    rows: clipRows(differences, run.faces, untimed, seed).map(({ method, means, gain }) => ({
      ...{ method, means, gain },
    })),
    // Its first line says how clips were made poor, and how long they are.
    alike: run.protocol[0] === over.protocol[0],
  };
}

/** The same of 3D faces. @param shared pictures of both runs, by their place in `run` */
export function compareFits(
  run: LabFits,
  over: LabFits,
  shared: ReadonlyMap<number, number>,
  { pictures, made }: Pick<LabFigures, 'pictures' | 'made'>,
): NonNullable<LabComparison['fits']> {
  const key = (picture: number, { size, view }: Pick<LabFitValue, 'size' | 'view'>) =>
    `${picture} ${size} ${view}`;
  const before = new Map(over.values.map((value) => [key(value.picture, value), value.measures]));
  const pairs = run.values.flatMap((value) => {
    const other = shared.get(value.picture);
    const measures = other === undefined ? undefined : before.get(key(other, value));
    return measures === undefined ? [] : [{ value, measures }];
  });
  if (pairs.length === 0) return { rows: [] };
  const differences = pairs.map(({ value, measures }): LabFitValue => {
    const found = labFitMeasures.map((measure) => {
      const [now, then] = [value.measures[measure], measures[measure]];
      return [measure, now === null || then === null ? null : now - then];
    });
    return { ...value, measures: Object.fromEntries(found) as LabFitValue['measures'] };
  });
  const foundMore = ({ size, view }: Pick<LabFitValue, 'size' | 'view'>) => {
    const own = pairs.filter(({ value }) => value.size === size && value.view === view);
    const found = (measures: LabFitValue['measures']) => (measures.pose === null ? 0 : 1);
    const sum = own.reduce((all, pair) => all + found(pair.value.measures) - found(pair.measures), 0);
    return sum / own.length;
  };
  return {
    rows: fitRows(differences, pictures, made.seed).map((row) => ({ ...row, found: foundMore(row) })),
  };
}
