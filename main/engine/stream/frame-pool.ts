/**
 * Buffers of frames that have left, to be filled again. Megabytes allocated and dropped 25 times a second would keep
 * the garbage collector busy: V8 collects everything whenever 64 MB of array buffers have come up since the last time.
 *
 * A buffer has one owner: whoever took it gives it back once, when nothing reads it any more, or lets it go.
 */
export class FramePool {
  private readonly free: Uint8Array[] = [];

  /** @param keep buffers that may lie unused at a time; more are let go */
  constructor(private readonly keep = 8) {}

  /** A buffer of exactly that many bytes, with whatever was in it. */
  readonly take = (bytes: number): Uint8Array => {
    const at = this.free.findIndex((buffer) => buffer.length === bytes);
    return at < 0 ? new Uint8Array(bytes) : this.free.splice(at, 1)[0];
  };

  readonly give = (buffer: Uint8Array): void => {
    if (this.free.length >= this.keep) this.free.shift();
    this.free.push(buffer);
  };
}
