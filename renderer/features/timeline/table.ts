import { tableHeader } from '../../../preload/contract/studio/resources';

/** Rows of float32, row by row; NaN where there is no value. Rows stand at equal steps over the whole clip. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** A view of the numbers inside the answer. Throws where the bytes are not such a table. */
export function decodeTable(bytes: ArrayBuffer): Table {
  const magic = String.fromCharCode(...new Uint8Array(bytes, 0, Math.min(4, bytes.byteLength)));
  if (bytes.byteLength < tableHeader.bytes || magic !== tableHeader.magic) {
    throw new Error('The table does not start with FTAB: renderer and engine differ in version.');
  }
  const header = new DataView(bytes);
  const rows = header.getUint32(4, true);
  const columns = header.getUint32(8, true);
  if (bytes.byteLength !== tableHeader.bytes + rows * columns * 4) {
    throw new Error(`The table says ${rows} x ${columns} but holds ${bytes.byteLength} bytes.`);
  }
  return { rows, columns, values: new Float32Array(bytes, tableHeader.bytes, rows * columns) };
}

/** One column, copied. */
export function columnOf({ rows, columns, values }: Table, column: number): Float32Array {
  const out = new Float32Array(rows);
  for (let row = 0; row < rows; row++) out[row] = column < columns ? values[row * columns + column] : NaN;
  return out;
}

/** Frame in which a row stands: the first row at frame 0, the last at the clip's last frame. */
export function frameOfRow(row: number, rows: number, frameCount: number): number {
  return rows < 2 ? 0 : (row * (frameCount - 1)) / (rows - 1);
}

export function rowOfFrame(frame: number, rows: number, frameCount: number): number {
  return frameCount < 2 ? 0 : Math.round((frame * (rows - 1)) / (frameCount - 1));
}
