import type { VideoFrame } from '../../pixels/image';

/** Opens a clip's frames from one on; `index` of what comes is the clip's. */
export type OpenFrames = (
  startFrame: number,
  signal: AbortSignal,
) => AsyncGenerator<VideoFrame, void, undefined>;

/** A decoder that stands in the clip and gives one frame after the other. While nobody asks, its process sleeps. */
export class SequentialDecoder {
  private readonly controller = new AbortController();
  private readonly frames: AsyncGenerator<VideoFrame, void, undefined>;
  private given = 0;
  /** Frame that comes next. */
  position: number;
  isClosed = false;
  /** From `performance.now()`. */
  usedAt = performance.now();

  constructor(open: OpenFrames, startFrame: number) {
    this.position = startFrame;
    this.frames = open(startFrame, this.controller.signal);
  }

  /** True until its first frame is there: jumping costs far more than going on. */
  get isOpening(): boolean {
    return this.given === 0;
  }

  /** Undefined at the clip's end, and once closed. */
  async next(): Promise<VideoFrame | undefined> {
    this.usedAt = performance.now();
    try {
      const { value } = await this.frames.next();
      if (value === undefined || this.isClosed) return undefined;
      this.given++;
      this.position = value.index + 1;
      return value;
    } catch (error) {
      if (this.isClosed) return undefined;
      throw error;
    }
  }

  /** Kills the process, in the middle of a frame too. */
  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.controller.abort();
    this.frames.return().catch(() => undefined); // ended by the abort
  }
}
