import { create } from 'zustand';
import { fitView, type View } from './view-transform';
import { startWipe, type Wipe } from './wipe-line';

export const compareModes = ['before', 'after', 'side', 'wipe', 'blink', 'difference'] as const;
export type CompareMode = (typeof compareModes)[number];

export const overlayNames = ['boxes', 'landmarks', 'mesh', 'mask'] as const;
export type OverlayName = (typeof overlayNames)[number];

/** Swaps a second. At most three: faster flashing can harm (WCAG 2.3.1). */
export const blinkRates = [0.5, 1, 2, 3] as const;
export const differenceGains = [1, 2, 4, 8, 16] as const;

export interface CompareView {
  readonly mode: CompareMode;
  readonly view: View;
  readonly wipe: Wipe;
  readonly blinkRate: number;
  /** Which of the two blinking shows now. */
  readonly blinkShows: 'before' | 'after';
  readonly gain: number;
  readonly overlays: Readonly<Record<OverlayName, boolean>>;
  readonly lens: boolean;
  readonly set: (change: Partial<Omit<CompareView, 'set' | 'toggleOverlay'>>) => void;
  readonly toggleOverlay: (name: OverlayName) => void;
}

/** How the user looks at the picture. Kept while the window is open, across clips and rooms. */
export const useCompareView = create<CompareView>((set) => ({
  mode: 'wipe',
  view: fitView,
  wipe: startWipe,
  blinkRate: 2,
  blinkShows: 'before',
  gain: 4,
  overlays: { boxes: true, landmarks: false, mesh: false, mask: false },
  lens: false,
  set: (change) => set(change),
  toggleOverlay: (name) => set(({ overlays }) => ({ overlays: { ...overlays, [name]: !overlays[name] } })),
}));

/** Whether a mode needs the enhanced picture. */
export function needsAfter(mode: CompareMode): boolean {
  return mode !== 'before';
}
