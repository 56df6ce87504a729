import { create } from 'zustand';
import { clampView, wholeClip, type TimeView } from './time-scale';

/** Speeds offered for playing. */
export const speeds = [0.25, 0.5, 1, 2, 4] as const;

export interface TimelineState {
  /** The clip that `view` belongs to. */
  readonly clip: string | undefined;
  readonly frameCount: number;
  readonly view: TimeView;
  /** What space plays at. */
  readonly speed: number;
  /** Id of the plot in the quality lane; undefined: the first there is. */
  readonly plot: string | undefined;
  /** Told to the engine, whose snapshot is not here yet: I followed by O must not lose the first. */
  readonly pendingRange:
    { readonly mediaId: string; readonly first: number; readonly end: number } | undefined;
  readonly showClip: (clip: string | undefined, frameCount: number) => void;
  readonly setView: (view: TimeView) => void;
  readonly setSpeed: (speed: number) => void;
  readonly setPlot: (plot: string) => void;
}

export const useTimeline = create<TimelineState>((set) => ({
  clip: undefined,
  frameCount: 1,
  view: wholeClip(1),
  speed: 1,
  plot: undefined,
  pendingRange: undefined,
  showClip: (clip, frameCount) =>
    set((before) => {
      const wasWhole = before.view.frames >= before.frameCount;
      const keeps = before.clip === clip && !wasWhole;
      return { clip, frameCount, view: keeps ? clampView(before.view, frameCount) : wholeClip(frameCount) };
    }),
  setView: (view) => set(({ frameCount }) => ({ view: clampView(view, frameCount) })),
  setSpeed: (speed) => set({ speed }),
  setPlot: (plot) => set({ plot }),
}));
