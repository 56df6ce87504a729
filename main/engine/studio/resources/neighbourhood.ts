import type { RgbImage } from '../../pixels/image';
import { SequentialDecoder, type OpenFrames } from './sequential-decoder';

/** Where the pictures made ahead go. */
export interface WarmPictures {
  /** How many there is room for. */
  readonly most: number;
  has(index: number): boolean;
  add(index: number, image: RgbImage): Promise<unknown>;
}

/** Nobody must have asked for anything this long, milliseconds: the processor is the viewer's first. */
const calmMilliseconds = 400;
/** Share of the stretch that lies before the frame looked at. */
const shareBefore = 0.45;
/** A decoder goes on over frames that are there already rather than jump, up to so many. */
const reachFrames = 24;

/**
 * Makes the pictures around the frame that is looked at while nobody asks for anything, so that dragging to and fro needs
 * no decoding. Worth its work only where jumping is slow: where key frames lie far apart.
 */
export class Neighbourhood {
  private centre = 0;
  private decoder: SequentialDecoder | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isRunning = false;
  private isClosed = false;
  private end: number;

  /** @param isBusy tells whether someone waits for a frame */
  constructor(
    private readonly open: OpenFrames,
    private readonly pictures: WarmPictures,
    frameCount: number,
    private readonly isBusy: () => boolean,
  ) {
    this.end = frameCount;
  }

  /** Someone looks at this frame. */
  around(index: number): void {
    this.centre = index;
    if (this.isClosed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), calmMilliseconds).unref();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
    this.decoder?.close();
  }

  private async run(): Promise<void> {
    if (this.isRunning) return;
    this.isRunning = true;
    try {
      for (let next = this.next(); next !== undefined; next = this.next()) {
        if (this.isBusy() || this.isClosed) return; // goes on once it is calm again
        const frame = await this.decoderFor(next).next();
        if (frame === undefined) {
          if (this.isClosed) return;
          this.end = Math.min(this.end, next);
        } else if (!this.pictures.has(frame.index)) await this.pictures.add(frame.index, frame.image);
      }
      this.decoder?.close();
    } catch {
      this.end = 0; // whoever asks for such a frame is told why
    } finally {
      this.isRunning = false;
    }
  }

  /** The next picture to be made, in order of time. */
  private next(): number | undefined {
    const { most } = this.pictures;
    const from = Math.max(0, Math.min(this.centre - Math.floor(most * shareBefore), this.end - most));
    const to = Math.min(this.end, from + most);
    for (let index = from; index < to; index++) if (!this.pictures.has(index)) return index;
    return undefined;
  }

  private decoderFor(index: number): SequentialDecoder {
    const { decoder } = this;
    if (decoder?.isClosed === false && decoder.position <= index && index - decoder.position <= reachFrames) {
      return decoder;
    }
    decoder?.close();
    return (this.decoder = new SequentialDecoder(this.open, index));
  }
}
