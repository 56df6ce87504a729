import { Writable } from 'node:stream';

/**
 * Cuts a byte stream into frames of one size. At most `ahead` finished frames wait; then the stream stops taking
 * bytes, the pipe fills and ffmpeg sleeps. Bytes are copied once, into the buffer that is handed out.
 */
export class FrameAssembler extends Writable {
  private frame: Uint8Array | undefined;
  private filled = 0;
  private readonly finished: Uint8Array[] = [];
  private rest: { chunk: Buffer; offset: number; callback: () => void } | undefined;
  private ended = false;
  private wake: (() => void) | undefined;

  constructor(
    private readonly frameBytes: number,
    private readonly ahead: number,
    private readonly allocate: (bytes: number) => Uint8Array,
  ) {
    // fluent-ffmpeg takes a closed output for a failure, so this stream never says "close" by itself.
    super({ emitClose: false, autoDestroy: false, highWaterMark: 1 << 20 });
  }

  /** Bytes of an unfinished frame at the end of the stream. */
  get leftOver(): number {
    return this.filled;
  }

  override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    this.rest = { chunk, offset: 0, callback };
    this.consume();
  }

  override _final(callback: () => void): void {
    this.ended = true;
    this.wake?.();
    callback();
  }

  /** The next frame, or undefined at the end. One caller at a time. */
  async next(): Promise<Uint8Array | undefined> {
    while (this.finished.length === 0 && !this.ended) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    const frame = this.finished.shift();
    this.consume();
    return frame;
  }

  private consume(): void {
    const { rest } = this;
    if (rest === undefined) return;
    const { chunk } = rest;
    while (rest.offset < chunk.length && this.finished.length < this.ahead) {
      this.frame ??= this.allocate(this.frameBytes);
      const bytes = Math.min(chunk.length - rest.offset, this.frameBytes - this.filled);
      this.frame.set(chunk.subarray(rest.offset, rest.offset + bytes), this.filled);
      rest.offset += bytes;
      this.filled += bytes;
      if (this.filled === this.frameBytes) {
        this.finished.push(this.frame);
        this.frame = undefined;
        this.filled = 0;
        this.wake?.();
      }
    }
    if (rest.offset === chunk.length) {
      this.rest = undefined;
      rest.callback();
    }
  }
}
