import { create } from 'zustand';
import type { LabFactor, LabFigureName } from '../../../preload/contract/lab';
import type { LabRun } from '../../../preload/contract/studio/lab-run';
import type { LabClipFigureName } from '../../../preload/contract/lab-clips';
import type { LabFitMeasure, LabFitView } from '../../../preload/contract/lab-fits';
import { useMirrors } from '../../store/topics';
import type { ClipSort } from './clip-figures';
import type { FitSort } from './fit-figures';
import type { ReportPart } from './lab-parts';
import { recipeText, type RecipeName } from './recipes';
import type { TableSort } from './report-figures';

export const sheetExtents = ['spread', 'worst', 'all'] as const;
export type SheetExtent = (typeof sheetExtents)[number];

/** What is to be compared next, as it is being put together; undefined: what is usual. */
interface Wish {
  readonly mediaIds: readonly string[] | undefined;
  readonly methods: readonly string[] | undefined;
  readonly factors: readonly LabFactor[];
  readonly framesPerClip: number;
  readonly faces: boolean;
  readonly clips: boolean;
  readonly fits: boolean;
  readonly memory: boolean;
  /** Of each clip. */
  readonly seconds: number;
  readonly recipe: RecipeName;
  readonly ownRecipe: string;
}

/** Which figure is looked at; undefined parts follow the report. */
interface Look {
  readonly figure: LabFigureName;
  readonly factor: LabFactor | undefined;
  readonly method: string | undefined;
  readonly picture: number | undefined;
  /** At the right of the divider: `sharp`, or a method. */
  readonly right: string;
  readonly extent: SheetExtent;
  readonly sort: TableSort | undefined;
  /** Where the report has it. */
  readonly part: ReportPart;
  readonly clipFigure: LabClipFigureName;
  /** A face of a whole clip. */
  readonly clipFace: number | undefined;
  readonly clipSort: ClipSort | undefined;
  readonly fitFigure: LabFitMeasure;
  readonly fitSize: number | undefined;
  readonly fitView: LabFitView;
  readonly fitSort: FitSort | undefined;
}

export interface LabView {
  /** A run's id, or `new`; undefined: the newest run. */
  readonly page: string | undefined;
  /** The run that `page` is compared with. */
  readonly overId: string | undefined;
  readonly wish: Wish;
  readonly look: Look;
  readonly open: (page: string) => void;
  readonly compareWith: (overId: string | undefined) => void;
  readonly change: (wish: Partial<Wish>) => void;
  readonly see: (look: Partial<Look>) => void;
}

/** What the user looks at in the lab. Kept while the window is open, across rooms. */
export const useLabView = create<LabView>((set) => ({
  page: undefined,
  overId: undefined,
  wish: {
    ...{ mediaIds: undefined, methods: undefined, factors: [2, 4, 8], framesPerClip: 12 },
    ...{ faces: true, clips: false, fits: false, memory: false },
    ...{ seconds: 4, recipe: 'half', ownRecipe: recipeText('half') },
  },
  look: {
    figure: 'psnr',
    factor: undefined,
    method: undefined,
    picture: undefined,
    right: 'sharp',
    extent: 'spread',
    sort: undefined,
    part: 'faces',
    clipFigure: 'psnr',
    clipFace: undefined,
    clipSort: undefined,
    fitFigure: 'mesh',
    fitSize: undefined,
    fitView: 'small',
    fitSort: undefined,
  },
  // Another run has other methods and pictures; the figure looked at stays.
  open: (page) =>
    set(({ look }) => ({
      page,
      overId: undefined,
      look: { ...look, method: undefined, picture: undefined, clipFace: undefined, right: 'sharp' },
    })),
  compareWith: (overId) => set({ overId }),
  change: (wish) => set((view) => ({ wish: { ...view.wish, ...wish } })),
  see: (look) => set((view) => ({ look: { ...view.look, ...look } })),
}));

const none: readonly LabRun[] = [];

/** All runs, the one that is open (none: a new one is put together), and the one it is compared with. */
export function useLabRuns() {
  const runs = useMirrors((mirrors) => mirrors.lab?.runs) ?? none;
  const page = useLabView((view) => view.page);
  const overId = useLabView((view) => view.overId);
  return { runs, ...openedRun(runs, page, overId) };
}

export function openedRun(
  runs: readonly LabRun[],
  page: string | undefined,
  overId: string | undefined,
): { readonly run: LabRun | undefined; readonly over: LabRun | undefined } {
  const run = page === undefined ? runs.at(0) : runs.find(({ id }) => id === page);
  const over = runs.find(({ id, status }) => id === overId && id !== run?.id && status.state === 'done');
  return { run, over };
}
