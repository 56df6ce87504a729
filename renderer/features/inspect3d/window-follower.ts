import type { PersonFit } from '../../../preload/contract/studio/resources';
import type { FrameFeed } from './frame-feed';
import { windowAround, windowOfFrame, type FrameWindow } from './frame-window';

/** Keeps the window of the frame on the person's face; where they are not seen it stays where they were last. */
export class WindowFollower {
  /** Frame pixels; undefined before the first frame. */
  window: FrameWindow | undefined;
  private aspect = 1;
  private zoom = 1;
  private box: { left: number; top: number; right: number; bottom: number } | undefined;
  private frame = { width: 1, height: 1 };
  private readonly listeners = new Set<() => void>();

  /** Follows a person; returns its end. */
  follow(feed: FrameFeed, personId: number, fit: PersonFit): () => void {
    this.frame = { width: fit.frameWidth, height: fit.frameHeight };
    const look = (): void => {
      const face = feed.current()?.faces?.faces.find((one) => one.personId === personId);
      if (face !== undefined) this.box = face.box;
      this.changed();
    };
    look();
    return feed.subscribe(look);
  }

  setAspect(aspect: number): void {
    if (aspect === this.aspect) return;
    this.aspect = aspect;
    this.changed();
  }

  /** @param factor above 1 comes closer */
  zoomBy(factor: number): void {
    this.zoom = Math.min(12, Math.max(0.3, this.zoom * factor));
    this.changed();
  }

  resetZoom(): void {
    this.zoom = 1;
    this.changed();
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private changed(): void {
    this.window =
      this.box === undefined
        ? windowOfFrame(this.frame.width, this.frame.height, this.aspect)
        : windowAround(this.box, this.frame, this.aspect, this.zoom);
    for (const listener of this.listeners) listener();
  }
}
