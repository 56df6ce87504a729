import { open, type FileHandle } from 'node:fs/promises';
import { StudioError } from '../errors/studio-error';

/** Rows gathered in memory before they are written: about a megabyte of landmarks. */
const bufferedRows = 256;

/**
 * A table on disk: rows of `columns` little-endian float64 or float32 numbers, nothing else. Length = size / row bytes.
 * Written by appending, read by ranges, so that an analysis of ten hours needs no more memory than one of ten seconds.
 */
export class RecordWriter {
  private readonly buffer: Float32Array | Float64Array;
  private bufferedCount = 0;

  private constructor(
    private readonly file: FileHandle,
    private readonly columns: number,
    kind: 'float32' | 'float64',
    private writtenCount: number,
  ) {
    this.buffer =
      kind === 'float32'
        ? new Float32Array(columns * bufferedRows)
        : new Float64Array(columns * bufferedRows);
  }

  static async create(path: string, columns: number, kind: 'float32' | 'float64'): Promise<RecordWriter> {
    return new RecordWriter(await open(path, 'w'), columns, kind, 0);
  }

  /** Goes on after the whole rows that the file holds already; makes the file where there is none. */
  static async extend(path: string, columns: number, kind: 'float32' | 'float64'): Promise<RecordWriter> {
    const file = await open(path, 'a');
    const { size } = await file.stat();
    return new RecordWriter(file, columns, kind, size / (columns * (kind === 'float32' ? 4 : 8)));
  }

  /** Number of rows appended so far, the buffered ones included. */
  get count(): number {
    return this.writtenCount + this.bufferedCount;
  }

  /** Appends one row of `columns` numbers. */
  async append(row: ArrayLike<number>): Promise<void> {
    if (row.length !== this.columns) {
      throw new RangeError(
        `RecordWriter: row of ${row.length} numbers in a table of ${this.columns} columns`,
      );
    }
    this.buffer.set(row, this.bufferedCount * this.columns);
    this.bufferedCount++;
    if (this.bufferedCount === bufferedRows) await this.flush();
  }

  /** Brings all rows so far to the disk itself; returns the file's length in bytes. */
  async sync(): Promise<number> {
    await this.flush();
    await this.file.datasync();
    return this.writtenCount * this.columns * this.buffer.BYTES_PER_ELEMENT;
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.file.close();
    }
  }

  private async flush(): Promise<void> {
    const used = this.buffer.subarray(0, this.bufferedCount * this.columns);
    const bytes = new Uint8Array(used.buffer, used.byteOffset, used.byteLength);
    for (let offset = 0; offset < bytes.length;) {
      const { bytesWritten } = await this.file.write(bytes, offset);
      offset += bytesWritten;
    }
    this.writtenCount += this.bufferedCount;
    this.bufferedCount = 0;
  }
}

/** Reads ranges of rows of a table that `RecordWriter` made. */
export class RecordReader<A extends Float32Array | Float64Array> {
  private constructor(
    private readonly file: FileHandle,
    private readonly path: string,
    readonly columns: number,
    readonly count: number,
    private readonly allocate: (length: number) => A,
  ) {}

  static float32(path: string, columns: number): Promise<RecordReader<Float32Array>> {
    return RecordReader.open(path, columns, 4, (length) => new Float32Array(length));
  }

  static float64(path: string, columns: number): Promise<RecordReader<Float64Array>> {
    return RecordReader.open(path, columns, 8, (length) => new Float64Array(length));
  }

  private static async open<A extends Float32Array | Float64Array>(
    path: string,
    columns: number,
    bytesPerNumber: number,
    allocate: (length: number) => A,
  ): Promise<RecordReader<A>> {
    const file = await open(path, 'r');
    const { size } = await file.stat();
    const rowBytes = columns * bytesPerNumber;
    if (size % rowBytes !== 0) {
      await file.close();
      throw new StudioError(
        'project-corrupt',
        `${path}: ${size} bytes are not whole rows of ${rowBytes}. Delete the project folder or run again with --fresh.`,
      );
    }
    return new RecordReader(file, path, columns, size / rowBytes, allocate);
  }

  /** Rows [first, first + count) as one array of count * columns numbers. */
  async read(first: number, count: number): Promise<A> {
    if (first < 0 || first + count > this.count) {
      throw new RangeError(`${this.path}: rows ${first}..${first + count} of ${this.count}`);
    }
    const out = this.allocate(count * this.columns);
    const bytes = new Uint8Array(out.buffer);
    const start = first * this.columns * out.BYTES_PER_ELEMENT;
    for (let offset = 0; offset < bytes.length;) {
      const { bytesRead } = await this.file.read(bytes, offset, bytes.length - offset, start + offset);
      if (bytesRead === 0) {
        throw new StudioError(
          'project-corrupt',
          `${this.path} ended early. Delete the project folder or run again with --fresh.`,
        );
      }
      offset += bytesRead;
    }
    return out;
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
