import type { PictureFormat } from '../../../preload/contract/studio/resources';
import type { PlayPace } from './clock';
import { framesAhead, frameToShow, strideOf } from './look-ahead';
import { LatestPicture } from './latest-picture';
import type { Picture } from './picture';
import { PictureLibrary } from './picture-library';
import { ResourceFailure } from './resource-failure';
import { ScrubProxy } from './scrub-proxy';

/** Where the pictures of a clip come from. */
export interface FrameSources {
  /** Changes with the clip: nothing of another clip is shown on. */
  readonly clip: string;
  readonly before: (frame: number, format: PictureFormat) => string;
  /** A small picture near the frame, to be looked at until the exact one is there; absent where there are none. */
  readonly proxy?: (frame: number) => string;
  /** Absent while there is none: not analysed, or not wanted by the mode. */
  readonly after?: (frame: number, format: PictureFormat) => string;
}

/** What is there to be drawn. `after` is of the same frame as `before`, or absent. */
export interface FeedState {
  readonly clip: string | undefined;
  readonly frame: number | undefined;
  readonly before: Picture | undefined;
  /** `before` is a proxy: small, of about the frame wanted. The exact frame follows. */
  readonly isProxy: boolean;
  readonly after: Picture | undefined;
  /** `updating`: `after` is not yet as it should be: absent, or of earlier settings. */
  readonly afterState: 'none' | 'updating' | 'ready';
  readonly failure: { readonly side: 'before' | 'after'; readonly error: ResourceFailure } | undefined;
}

const nothing: FeedState = {
  clip: undefined,
  frame: undefined,
  before: undefined,
  isProxy: false,
  after: undefined,
  afterState: 'none',
  failure: undefined,
};

/** Pictures asked for at once while playing. */
const concurrency = 3;
/** A scrub that rests this long gets its enhanced frame, and its exact one where proxies are on show. */
const restMilliseconds = 70;
/** Moving on by more frames than this at a time is dragging; up to it, stepping. */
const mostStep = 2;

/** Brings the pictures of the frame under the playhead: exact ones while it rests, ahead of time while it plays. */
export class FrameFeed {
  private state = nothing;
  private sources: FrameSources | undefined;
  private frame = 0;
  private pace: PlayPace | undefined;
  private secondsPerPicture = 0.04;
  private movedAt = -Infinity;
  private rest: ReturnType<typeof setTimeout> | undefined;
  /** Addresses that failed while playing: not asked for again until something changes. */
  private readonly refused = new Set<string>();
  private readonly library = new PictureLibrary();
  private readonly scrub = new ScrubProxy(
    (picture) => this.takeProxy(picture),
    () =>
      this.sources &&
      this.pace === undefined &&
      this.still.before.want(this.sources.before(this.frame, 'raw')),
  );
  private readonly listeners = new Set<() => void>();
  private readonly still = {
    before: this.latest('before', 250),
    after: this.latest('after', 0),
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly getState = (): FeedState => this.state;

  /** Tells what is to be seen now. `pace` is given while the clip plays. */
  follow(sources: FrameSources | undefined, frame: number, pace: PlayPace | undefined): void {
    const moved = frame !== this.frame;
    const restless = moved && performance.now() - this.movedAt < 2 * restMilliseconds;
    const drags = restless && Math.abs(frame - this.frame) > mostStep;
    if (moved) this.movedAt = performance.now();
    if (sources?.clip !== this.state.clip) {
      this.scrub.rest();
      this.put({ ...nothing, clip: sources?.clip });
    }
    this.sources = sources;
    this.frame = frame;
    this.pace = pace;
    clearTimeout(this.rest);
    if (sources === undefined || pace !== undefined) {
      this.still.before.want(undefined);
      this.still.after.want(undefined);
      this.scrub.rest();
      if (sources !== undefined) this.play();
      return;
    }
    this.followStill(sources, frame, restless, drags);
  }

  /** Asks again after a failure. */
  retry(): void {
    this.refused.clear();
    this.put({ ...this.state, failure: undefined });
    this.follow(this.sources, this.frame, this.pace);
  }

  close(): void {
    clearTimeout(this.rest);
    this.still.before.want(undefined);
    this.still.after.want(undefined);
    this.scrub.rest();
    this.library.close();
  }

  private followStill(sources: FrameSources, frame: number, restless: boolean, drags: boolean): void {
    this.refused.clear();
    const before = sources.before(frame, 'raw');
    const after = sources.after?.(frame, 'raw');
    const { isProxy } = this.state;
    this.library.abortExcept((url) => !url.endsWith('.jpg'));
    const isThere = this.library.has(before);
    if (isThere || sources.proxy === undefined) this.scrub.rest();
    else this.scrub.want(sources.proxy(frame), isProxy || this.state.before === undefined);
    // Among proxies a drag needs no exact frames on its way: decoding for each would only hold up the last.
    const waits = drags && isProxy && !isThere;
    this.still.before.want(waits ? undefined : before);
    if (after === undefined) {
      this.still.after.want(undefined);
      this.put({ ...this.state, after: undefined, afterState: 'none', failure: undefined });
    } else if (!this.library.has(after)) this.put({ ...this.state, afterState: 'updating' });
    const afterWaits = after !== undefined && restless && !this.library.has(after);
    if (after !== undefined) this.still.after.want(afterWaits ? undefined : after);
    if (!waits && !afterWaits) return;
    this.rest = setTimeout(() => {
      this.still.before.want(before);
      if (after !== undefined) this.still.after.want(after);
    }, restMilliseconds);
  }

  private takeProxy(picture: Picture): void {
    const { sources, state } = this;
    if (sources === undefined || this.pace !== undefined) return;
    const afterState = sources.after ? 'updating' : 'none';
    this.put({ ...state, frame: undefined, before: picture, isProxy: true, after: undefined, afterState });
  }

  private latest(side: 'before' | 'after', patience: number): LatestPicture {
    return new LatestPicture(
      this.library,
      patience,
      (url, picture) => this.takeStill(side, url, picture),
      (url, error) => this.takeFailure(side, url, error),
    );
  }

  private takeStill(side: 'before' | 'after', url: string, picture: Picture): void {
    const { sources, frame, state } = this;
    if (sources === undefined || this.pace !== undefined) return;
    if (side === 'before') {
      // On the way of a scrub an earlier wish may arrive: it is shown, the enhanced frame of another one is not.
      const isDue = url === sources.before(frame, 'raw');
      if (isDue) this.scrub.rest();
      else if (state.isProxy) return;
      const keepsAfter = isDue && state.frame === frame;
      const after = keepsAfter ? state.after : undefined;
      const ready = sources.after && isDue ? this.library.get(sources.after(frame, 'raw')) : undefined;
      this.put({
        ...state,
        frame: isDue ? frame : undefined,
        before: picture,
        isProxy: false,
        after: ready ?? after,
        afterState: ready ? 'ready' : sources.after ? 'updating' : 'none',
        failure: state.failure?.side === 'before' ? undefined : state.failure,
      });
    } else if (url === sources.after?.(frame, 'raw') && state.frame === frame) {
      this.put({ ...state, after: picture, afterState: 'ready', failure: undefined });
    }
  }

  private takeFailure(side: 'before' | 'after', url: string, error: unknown): void {
    const { sources, frame } = this;
    const isDue =
      url === (side === 'before' ? sources?.before(frame, 'raw') : sources?.after?.(frame, 'raw'));
    if (!isDue || isAbort(error)) return;
    const failure =
      error instanceof ResourceFailure
        ? error
        : new ResourceFailure(0, 'internal', error instanceof Error ? error.message : String(error));
    if (!failure.isNotYet) this.put({ ...this.state, failure: { side, error: failure } });
  }

  private play(): void {
    const { pace } = this;
    if (pace === undefined || this.sources === undefined) return;
    const sources = this.playable(this.sources);
    const count = 12;
    const ahead = { ...pace, due: this.frame, secondsPerPicture: this.secondsPerPicture, concurrency, count };
    const direction = pace.rate < 0 ? -1 : 1;
    const stride = strideOf(ahead);
    const wanted = framesAhead(ahead);
    const reach = Math.max(Math.ceil(pace.framesPerSecond / 2), 2 * stride);
    const show = frameToShow(this.frame, direction, reach, (frame) => this.isThere(sources, frame));
    if (show !== undefined && show !== this.state.frame) this.show(sources, show);
    const urls = wanted.flatMap((frame) => urlsOf(sources, frame));
    const late = Array.from({ length: Math.min(reach, 2 * stride) }, (_, i) => this.frame - direction * i);
    const useful = new Set([...urls, ...late.flatMap((frame) => urlsOf(sources, frame))]);
    this.library.abortExcept((url) => useful.has(url));
    for (const url of urls) {
      if (this.library.comingCount >= concurrency) break;
      const isAsked = this.library.has(url) || this.library.isComing(url) || this.refused.has(url);
      if (!isAsked) this.fetchAhead(url);
    }
  }

  /** Where enhancing fails, the clip itself plays on. */
  private playable(sources: FrameSources): FrameSources {
    if (this.state.failure?.side !== 'after') return sources;
    return { clip: sources.clip, before: sources.before };
  }

  private fetchAhead(url: string): void {
    const startedAt = performance.now();
    this.library.load(url).then(
      () => {
        const seconds = Math.min(20, (performance.now() - startedAt) / 1000);
        this.secondsPerPicture += 0.25 * (seconds - this.secondsPerPicture);
        if (this.pace !== undefined) this.play();
      },
      (error: unknown) => {
        if (isAbort(error) || this.pace === undefined) return;
        this.refused.add(url);
        const side = url.startsWith(beforeFolder(this.sources)) ? 'before' : 'after';
        if (error instanceof ResourceFailure && !error.isNotYet) {
          this.put({ ...this.state, failure: { side, error } });
        }
      },
    );
  }

  private isThere(sources: FrameSources, frame: number): boolean {
    return urlsOf(sources, frame).every((url) => this.library.has(url));
  }

  private show(sources: FrameSources, frame: number): void {
    const after = sources.after && this.library.get(sources.after(frame, 'jpg'));
    this.put({
      ...this.state,
      frame,
      before: this.library.get(sources.before(frame, 'jpg')),
      isProxy: false,
      after,
      afterState: after ? 'ready' : sources.after ? 'updating' : 'none',
      failure: this.state.failure?.side === 'before' ? undefined : this.state.failure,
    });
  }

  private put(state: FeedState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

function urlsOf(sources: FrameSources, frame: number): string[] {
  return [sources.before(frame, 'jpg'), ...(sources.after ? [sources.after(frame, 'jpg')] : [])];
}

/** What the addresses of a clip's own frames begin with. */
function beforeFolder(sources: FrameSources | undefined): string {
  return (sources?.before(0, 'jpg') ?? '').replace(/0\.jpg.*$/, '');
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
