import { tableHeader } from '../../../preload/contract/studio/resources';

/** A table of the contract: float32, row by row; NaN where there is no value. */
export interface Table {
  readonly rows: number;
  readonly columns: number;
  /** A view of the bytes it was read from, rows x columns. */
  readonly values: Float32Array;
}

/**
 * Reads a table of `preload/contract/studio/resources.ts`.
 * @throws Error when the bytes are no table or are cut short
 */
export function readTable(bytes: ArrayBuffer): Table {
  const view = new DataView(bytes);
  let magic = '';
  for (let i = 0; i < 4 && i < bytes.byteLength; i++) magic += String.fromCharCode(view.getUint8(i));
  if (bytes.byteLength < tableHeader.bytes || magic !== tableHeader.magic) {
    throw new Error('The engine sent something else than a table.');
  }
  const rows = view.getUint32(4, true);
  const columns = view.getUint32(8, true);
  if (tableHeader.bytes + rows * columns * 4 > bytes.byteLength) {
    throw new Error('The engine sent a table that is cut short.');
  }
  return { rows, columns, values: new Float32Array(bytes, tableHeader.bytes, rows * columns) };
}

/** One column of a table, copied; times `scale`. */
export function tableColumn(table: Table, column: number, scale = 1): Float32Array {
  const out = new Float32Array(table.rows);
  for (let row = 0; row < table.rows; row++) out[row] = table.values[row * table.columns + column] * scale;
  return out;
}

/** The row that stands for a frame: rows stand at equal steps over the whole clip. */
export function rowOfFrame(table: Pick<Table, 'rows'>, frame: number, frameCount: number): number {
  if (table.rows < 2 || frameCount < 2) return 0;
  const row = Math.round((frame / (frameCount - 1)) * (table.rows - 1));
  return Math.min(table.rows - 1, Math.max(0, row));
}

/** The frame for which a row stands. */
export function frameOfRow(table: Pick<Table, 'rows'>, row: number, frameCount: number): number {
  if (table.rows < 2 || frameCount < 2) return 0;
  return Math.round((row / (table.rows - 1)) * (frameCount - 1));
}
