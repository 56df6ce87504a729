import { create } from 'zustand';
import type { MediaItem } from '../../preload/contract/studio/media-item';

export interface Playback {
  /** Frame under the playhead of the selected clip, from 0. */
  readonly frame: number;
  readonly playing: boolean;
  /** 1 forwards at the clip's own speed; negative plays backwards. */
  readonly rate: number;
  readonly loop: boolean;
  readonly seek: (frame: number) => void;
  readonly play: (rate?: number) => void;
  readonly pause: () => void;
  readonly setLoop: (loop: boolean) => void;
}

/** The playhead. `frame` changes up to once a video frame: components that follow it subscribe outside React's state. */
export const usePlayback = create<Playback>((set) => ({
  frame: 0,
  playing: false,
  rate: 1,
  loop: true,
  seek: (frame) => set({ frame: Math.max(0, Math.round(frame)) }),
  play: (rate = 1) => set({ playing: true, rate }),
  pause: () => set({ playing: false, rate: 1 }),
  setLoop: (loop) => set({ loop }),
}));

/** Frames of a clip as far as they are known; 1 for a photo. */
export function frameCountOf(media: MediaItem | undefined): number {
  if (media?.info === undefined) return 0;
  return media.info.kind === 'image' ? 1 : Math.max(1, media.frameCount ?? media.info.frameCountEstimate);
}

/** Frames a second, the mean over the clip. */
export function frameRateOf(media: MediaItem | undefined): number {
  const [numerator, denominator] = media?.info?.frameRate ?? [25, 1];
  return denominator > 0 && numerator > 0 ? numerator / denominator : 25;
}
