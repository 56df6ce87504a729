import { useMemo } from 'react';
import {
  labFitSizes,
  type LabFitMeasure,
  type LabFits,
  type LabFitView,
} from '../../../preload/contract/lab-fits';
import { indexFits, sortedSizes, worstFits, type FitIndex, type FitSort } from './fit-figures';
import { useLabView } from './lab-view';

/** What of the 3D faces is looked at: what the user chose, or what is usual. */
export interface FitLook {
  readonly fits: LabFits;
  readonly index: FitIndex;
  readonly figure: LabFitMeasure;
  readonly size: number;
  readonly view: LabFitView;
  readonly sort: FitSort;
  /** In that order. */
  readonly sizes: readonly number[];
  /** Pictures, the worst first. */
  readonly ranked: readonly number[];
  readonly picture: number | undefined;
}

export function useFitLook(fits: LabFits): FitLook {
  const look = useLabView((view) => view.look);
  const index = useMemo(() => indexFits(fits), [fits]);
  const { fitFigure: figure, fitView: view } = look;
  const size = look.fitSize ?? labFitSizes[0];
  const sort = look.fitSort ?? { column: 'size', down: false };
  const ranked = useMemo(() => worstFits(fits, index, size, view, figure), [fits, index, size, view, figure]);
  const picture = look.picture !== undefined && ranked.includes(look.picture) ? look.picture : ranked.at(0);
  return { fits, index, figure, size, view, sort, sizes: sortedSizes(index, figure, sort), ranked, picture };
}
