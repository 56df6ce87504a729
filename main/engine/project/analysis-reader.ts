import { analysisPath } from './project-folder';
import { tables } from './project-format';
import { RecordReader } from './record-file';

/** Face rows held at a time: a few hundred kilobytes. */
const blockRows = 512;

/** One face of one frame as the tables hold it; the arrays are views. */
export interface FaceRow {
  /** See `faceColumns`. */
  readonly face: Float32Array;
  /** See `people/fit-row.ts`; smoothed over time. */
  readonly fit: Float32Array;
}

/** Reads an analysis frame by frame, in order or not, a block at a time. One call at a time. */
export class AnalysisReader {
  private blockFirst = 0;
  private blockCount = 0;
  private faceBlock: Float32Array = new Float32Array(0);
  private fitBlock: Float32Array = new Float32Array(0);

  private constructor(
    /** [N,3] timestamp in microseconds, first face row, number of face rows. */
    private readonly frames: Float64Array,
    private readonly faces: RecordReader<Float32Array>,
    private readonly fits: RecordReader<Float32Array>,
  ) {}

  static async open(projectFolder: string, fitColumns: number): Promise<AnalysisReader> {
    const frameTable = await RecordReader.float64(
      analysisPath(projectFolder, tables.frames.file),
      tables.frames.columns,
    );
    let frames: Float64Array;
    try {
      frames = await frameTable.read(0, frameTable.count);
    } finally {
      await frameTable.close();
    }
    const faces = await RecordReader.float32(
      analysisPath(projectFolder, tables.faces.file),
      tables.faces.columns,
    );
    const fits = await RecordReader.float32(analysisPath(projectFolder, tables.fits.file), fitColumns);
    return new AnalysisReader(frames, faces, fits);
  }

  get frameCount(): number {
    return this.frames.length / tables.frames.columns;
  }

  /** [N] microseconds from the start of the source. */
  timestamps(): Float64Array {
    return Float64Array.from(
      { length: this.frameCount },
      (_, frame) => this.frames[frame * tables.frames.columns],
    );
  }

  /** From the start of the source. */
  secondsOf(frame: number): number {
    return this.frames[frame * tables.frames.columns] / 1e6;
  }

  /** The rows of the face tables that a frame has. */
  rowsOf(frame: number): { readonly first: number; readonly count: number } {
    const at = frame * tables.frames.columns;
    return { first: this.frames[at + 1], count: this.frames[at + 2] };
  }

  async facesOf(frame: number): Promise<FaceRow[]> {
    const { first, count } = this.rowsOf(frame);
    if (first < this.blockFirst || first + count > this.blockFirst + this.blockCount) {
      this.blockFirst = first;
      this.blockCount = Math.min(Math.max(blockRows, count), this.faces.count - first);
      this.faceBlock = await this.faces.read(first, this.blockCount);
      this.fitBlock = await this.fits.read(first, this.blockCount);
    }
    return Array.from({ length: count }, (_, i) => {
      const row = first + i - this.blockFirst;
      return {
        face: this.faceBlock.subarray(row * this.faces.columns, (row + 1) * this.faces.columns),
        fit: this.fitBlock.subarray(row * this.fits.columns, (row + 1) * this.fits.columns),
      };
    });
  }

  async close(): Promise<void> {
    await this.faces.close();
    await this.fits.close();
  }
}
