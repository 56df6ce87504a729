import { poseReadingLength } from '../geometry/face-reading';
import { seenShapeLength } from '../geometry/seen-shape';
import type { FitLayout } from '../people/fit-row';
import { tables } from '../project/project-format';
import { RecordReader, RecordWriter } from '../project/record-file';
import { provisionalFitsFile, readingsFile, seenShapesFile, type TableFile } from './fit-people';

/** The tables that the pass over the pixels fills, a row a frame or a row a face; it may go on with begun ones. */
export class ObservationTables {
  private constructor(
    /** By file name. */
    private readonly writers: ReadonlyMap<string, RecordWriter>,
    private readonly frameTable: RecordWriter,
    private readonly faceTable: RecordWriter,
    private readonly landmarkTable: RecordWriter,
    private readonly fitTable: RecordWriter,
    private readonly readingTable: RecordWriter,
    private readonly seenTable: RecordWriter,
    private readonly networkTable: RecordWriter | undefined,
  ) {}

  /**
   * @param identityModes of the face model
   * @param hasNetwork a network of another project reads the faces too
   */
  static async open(
    file: TableFile,
    layout: FitLayout,
    identityModes: number,
    hasNetwork: boolean,
  ): Promise<ObservationTables> {
    const writers = new Map<string, RecordWriter>();
    const extend = async (name: string, columns: number, kind: 'float32' | 'float64') => {
      const writer = await RecordWriter.extend(file(name), columns, kind);
      writers.set(name, writer);
      return writer;
    };
    const frames = await extend(tables.frames.file, tables.frames.columns, 'float64');
    const faces = await extend(tables.faces.file, tables.faces.columns, 'float32');
    const landmarks = await extend(tables.landmarks.file, tables.landmarks.columns, 'float32');
    const fits = await extend(provisionalFitsFile, layout.columns, 'float32');
    const readings = await extend(readingsFile, 2 * poseReadingLength(layout.expressionModes), 'float32');
    const seen = await extend(seenShapesFile, seenShapeLength(identityModes), 'float32');
    const { network } = tables;
    const numbers = hasNetwork ? await extend(network.file, network.columns, 'float32') : undefined;
    return new ObservationTables(writers, frames, faces, landmarks, fits, readings, seen, numbers);
  }

  /** Frames so far. */
  get frames(): number {
    return this.frameTable.count;
  }

  /** Face rows so far. */
  get faces(): number {
    return this.faceTable.count;
  }

  async addFrame(timestampMicros: number, faces: number): Promise<void> {
    await this.frameTable.append([timestampMicros, this.faces, faces]);
  }

  /**
   * @param face columns of `tables.faces`
   * @param points [478, 3] landmarks, frame pixels
   * @param fit see people/fit-row.ts
   * @param reading see geometry/face-reading.ts; not a number where nothing was read
   * @param seen see geometry/seen-shape.ts; not a number where nothing was seen
   * @param network [257] what the network of another project said, where there is one
   */
  async addFace(
    face: Float32Array,
    points: Float32Array,
    fit: Float32Array,
    reading: Float32Array,
    seen: Float32Array,
    network?: Float32Array,
  ): Promise<void> {
    await this.faceTable.append(face);
    await this.landmarkTable.append(points);
    await this.fitTable.append(fit);
    await this.readingTable.append(reading);
    await this.seenTable.append(seen);
    if (network !== undefined) await this.networkTable?.append(network);
  }

  /** Brings all rows to the disk; returns the bytes of every file by name. */
  async sync(): Promise<Record<string, number>> {
    const sizes: Record<string, number> = {};
    for (const [name, writer] of this.writers) sizes[name] = await writer.sync();
    return sizes;
  }

  async close(): Promise<void> {
    for (const writer of this.writers.values()) await writer.close();
  }
}

/** [N] presentation times of the frames in the table, microseconds. */
export async function observedTimes(file: TableFile): Promise<Float64Array> {
  const { columns } = tables.frames;
  const reader = await RecordReader.float64(file(tables.frames.file), columns);
  try {
    const rows = await reader.read(0, reader.count);
    return Float64Array.from({ length: reader.count }, (_, frame) => rows[frame * columns]);
  } finally {
    await reader.close();
  }
}
