import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** Bytes gathered before they are written. */
const bufferBytes = 1 << 16;

/**
 * A stretch of a file whose place and length are known beforehand. Several of them grow side by side, so that arrays of
 * any length are written in one pass over the frames, each with one small buffer. One call at a time.
 */
export class FileSection {
  private readonly buffer: Uint8Array;
  private buffered = 0;
  private written = 0;
  private checksum = 0;

  /**
   * @param offset of the section's first byte in the file
   * @param length bytes that the section will have
   */
  constructor(
    private readonly file: FileHandle,
    readonly offset: number,
    readonly length: number,
  ) {
    this.buffer = new Uint8Array(Math.min(bufferBytes, Math.max(1, length)));
  }

  /** CRC-32 (ISO 3309) of what has reached the file; of everything after `finish`. */
  get crc(): number {
    return this.checksum;
  }

  /** Appends numbers as they lie in memory; like all tables of the studio, that is little-endian. */
  async append(values: ArrayBufferView): Promise<void> {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    if (this.written + this.buffered + bytes.length > this.length) {
      throw new RangeError(`A section of ${this.length} bytes cannot take ${bytes.length} more.`);
    }
    for (let from = 0; from < bytes.length;) {
      const count = Math.min(bytes.length - from, this.buffer.length - this.buffered);
      this.buffer.set(bytes.subarray(from, from + count), this.buffered);
      this.buffered += count;
      from += count;
      if (this.buffered === this.buffer.length) await this.flush();
    }
  }

  /** Brings the rest to the file. @throws RangeError where the section is not full */
  async finish(): Promise<void> {
    await this.flush();
    if (this.written !== this.length) {
      throw new RangeError(`A section of ${this.length} bytes got ${this.written}.`);
    }
  }

  private async flush(): Promise<void> {
    const bytes = this.buffer.subarray(0, this.buffered);
    await writeAt(this.file, bytes, this.offset + this.written);
    this.checksum = crc32(bytes, this.checksum);
    this.written += this.buffered;
    this.buffered = 0;
  }
}

/** Writes all bytes at a place of the file. */
export async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, position + done)).bytesWritten;
  }
}
