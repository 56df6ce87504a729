import { StudioError } from '../../errors/studio-error';
import type { RgbImage } from '../../pixels/image';
import type { ByteCache } from './byte-cache';
import { Neighbourhood, type WarmPictures } from './neighbourhood';
import { PlayDirection } from './play-direction';
import { SequentialDecoder, type OpenFrames } from './sequential-decoder';
import { unlessAborted } from './shared-work';

/** Decoders of one clip that stand ready: one where the clip is played, one elsewhere (another view, a prefetch). */
const mostDecoders = 2;
/** A decoder this many frames before the wanted one goes on; further away jumping is quicker. */
const reachFrames = 24;
/** A jump that takes longer than this, milliseconds, is felt when dragging. */
const slowJump = 120;

export interface FrameSourceSetup {
  readonly open: OpenFrames;
  readonly cache: ByteCache<RgbImage>;
  /** Names this file's frames in the cache. */
  readonly key: string;
  readonly frameBytes: number;
  /** Where it is known for sure, which may be later than the first frame. */
  readonly frameCount?: number | undefined;
  /** Waited for before a decoder is started. */
  readonly beforeJump?: () => Promise<void>;
  /** Pictures to be made ahead where jumping proves slow. */
  readonly warm?: WarmPictures;
}

interface Wanted {
  readonly promise: Promise<RgbImage>;
  readonly resolve: (image: RgbImage) => void;
  readonly reject: (error: unknown) => void;
  waiters: number;
}

/**
 * The frames of one file in any order. Frames are decoded one after the other by the decoder that stands nearest; the
 * newest wish comes first, and while there is none, the frames that playing will want next are decoded ahead.
 */
export class FrameSource {
  private readonly wanted = new Map<number, Wanted>();
  private readonly direction: PlayDirection;
  private decoders: SequentialDecoder[] = [];
  private busy: { readonly decoder: SequentialDecoder; readonly target: number } | undefined;
  private pumping = false;
  /** Made once a jump was slow. */
  private neighbourhood: Neighbourhood | undefined;
  private isClosed = false;
  private isLeaving = false;
  usedAt = performance.now();

  constructor(private readonly setup: FrameSourceSetup) {
    // What is decoded ahead takes no more than a quarter of the cache, or frames would push each other out.
    this.direction = new PlayDirection(Math.floor(setup.cache.limit / 4 / setup.frameBytes));
  }

  get openDecoders(): number {
    return this.decoders.length;
  }

  /**
   * Shared with others: not to be changed.
   * @throws StudioError `input-no-frames` past the end, `cancelled`, those of decoding
   */
  async frame(index: number, signal: AbortSignal): Promise<RgbImage> {
    this.looked(index);
    if (index < 0 || index >= (this.setup.frameCount ?? Infinity)) throw pastTheEnd(index);
    this.direction.asked(index);
    const cached = this.setup.cache.get(this.keyOf(index));
    if (cached !== undefined) {
      this.pump();
      return cached;
    }
    const wish = this.wish(index);
    wish.waiters++;
    this.reconsider();
    this.pump();
    try {
      return await unlessAborted(wish.promise, signal);
    } finally {
      wish.waiters--;
      if (wish.waiters === 0 && this.wanted.get(index) === wish) {
        this.wanted.delete(index);
        this.reconsider();
      }
      if (this.isLeaving) this.leave();
    }
  }

  /** Someone looks at this frame, wherever they have it from. */
  looked(index: number): void {
    this.usedAt = performance.now();
    this.neighbourhood?.around(index);
  }

  /** Ends decoders that nobody used for so long, seconds. */
  rest(seconds: number): void {
    const since = performance.now() - seconds * 1000;
    for (const decoder of this.decoders) {
      if (decoder !== this.busy?.decoder && decoder.usedAt < since) decoder.close();
    }
    this.decoders = this.decoders.filter((decoder) => !decoder.isClosed);
  }

  /** Closes, but not on those who wait for a frame: once they have it. */
  leave(): void {
    this.isLeaving = true;
    if (this.wanted.size === 0) this.close();
  }

  close(): void {
    this.isClosed = true;
    this.neighbourhood?.close();
    for (const decoder of this.decoders) decoder.close();
    this.decoders = [];
    for (const wish of this.wanted.values()) wish.reject(new StudioError('cancelled', 'Cancelled.'));
    this.wanted.clear();
  }

  private keyOf(index: number): string {
    return `${this.setup.key}#${index}`;
  }

  private isKept(index: number): boolean {
    return this.setup.cache.has(this.keyOf(index));
  }

  private wish(index: number): Wanted {
    let wish = this.wanted.get(index);
    if (wish === undefined) {
      wish = createWish();
    } else this.wanted.delete(index);
    this.wanted.set(index, wish); // newest last
    return wish;
  }

  /** Stops a jump to a place where nobody wants to be any more. */
  private reconsider(): void {
    const { busy } = this;
    if (busy?.decoder.isOpening !== true) return;
    const { decoder, target } = busy;
    if (this.wanted.has(target)) return;
    for (const index of this.wanted.keys()) if (isWithinReach(decoder, index)) return;
    if (this.wanted.size > 0 || !this.ahead().includes(target)) decoder.close();
  }

  private pump(): void {
    if (this.pumping || this.isClosed) return;
    this.pumping = true;
    void this.run().finally(() => {
      this.pumping = false;
      if (this.wanted.size > 0) this.pump(); // came while it ended
    });
  }

  private async run(): Promise<void> {
    for (let target = this.target(); target !== undefined && !this.isClosed; target = this.target()) {
      const decoder = this.decoderFor(target);
      this.busy = { decoder, target };
      try {
        if (decoder.isOpening) await this.setup.beforeJump?.();
        const started = decoder.isOpening ? performance.now() : Infinity;
        const frame = await decoder.next();
        if (frame !== undefined) {
          if (performance.now() - started > slowJump) this.jumpWasSlow(target);
          this.setup.cache.set(this.keyOf(frame.index), frame.image, frame.image.data.length);
          this.settle(frame.index, (wish) => {
            wish.resolve(frame.image);
          });
        } else if (!decoder.isClosed) {
          decoder.close();
          this.direction.ended(decoder.position);
          this.settle(target, (wish) => {
            wish.reject(pastTheEnd(target));
          });
        }
      } catch (error) {
        decoder.close();
        this.direction.ended(target);
        this.settle(target, (wish) => {
          wish.reject(error);
        });
      } finally {
        this.busy = undefined;
      }
    }
  }

  private jumpWasSlow(target: number): void {
    const { open, warm, frameCount = Infinity } = this.setup;
    if (warm === undefined || this.neighbourhood !== undefined || this.isClosed) return;
    this.neighbourhood = new Neighbourhood(open, warm, frameCount, () => this.pumping);
    this.neighbourhood.around(target);
  }

  private settle(index: number, how: (wish: Wanted) => void): void {
    const wish = this.wanted.get(index);
    if (wish === undefined) return;
    this.wanted.delete(index);
    how(wish);
  }

  /** The newest wish, else what playing on will want. */
  private target(): number | undefined {
    return [...this.wanted.keys()].at(-1) ?? this.ahead().find((index) => !this.isKept(index));
  }

  private ahead(): number[] {
    return this.direction.ahead(this.setup.frameCount ?? Infinity, (index) => this.isKept(index));
  }

  private decoderFor(target: number): SequentialDecoder {
    this.decoders = this.decoders.filter((decoder) => !decoder.isClosed);
    const near = this.decoders
      .filter((decoder) => isWithinReach(decoder, target))
      .sort((a, b) => b.position - a.position)[0] as SequentialDecoder | undefined;
    if (near !== undefined) return near;
    if (this.decoders.length >= mostDecoders) {
      const oldest = this.decoders.reduce((a, b) => (a.usedAt < b.usedAt ? a : b));
      oldest.close();
      this.decoders = this.decoders.filter((decoder) => decoder !== oldest);
    }
    const start = this.wanted.has(target) ? Math.max(0, target - this.direction.lead) : target;
    const opened = new SequentialDecoder(this.setup.open, start);
    this.decoders.push(opened);
    return opened;
  }
}

function createWish(): Wanted {
  let resolve!: Wanted['resolve'];
  let reject!: Wanted['reject'];
  const promise = new Promise<RgbImage>((...settlers) => {
    [resolve, reject] = settlers;
  });
  promise.catch(() => undefined); // seen by those who still wait
  return { promise, resolve, reject, waiters: 0 };
}

function isWithinReach(decoder: SequentialDecoder, index: number): boolean {
  return decoder.position <= index && index - decoder.position <= reachFrames;
}

function pastTheEnd(index: number): StudioError {
  return new StudioError('input-no-frames', `There is no frame ${index}.`);
}
