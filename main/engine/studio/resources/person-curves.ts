import { curveColumns } from '../../../../preload/contract/studio/resources';
import { faceColumns } from '../../project/project-format';
import type { OpenTables } from './clip-tables';

/** Rows of the face tables read at a time: some hundred kilobytes. */
const blockRows = 1024;
/** More than any screen has pixels. */
const mostPoints = 20_000;

/**
 * A person's curves over the whole clip.
 * @param points most rows; where there are fewer than frames, each is the mean over its equal share of them
 * @returns [rows, curveColumns]; NaN where the person is not seen
 */
export function readCurves(tables: OpenTables, personId: number, points: number): Promise<Float32Array> {
  const { layout } = tables;
  const { pose, reprojectionError, fivePoints } = layout;
  return gather(tables, personId, points, curveColumns.length, (face, fit, raw, out) => {
    out[0] = face[faceColumns.confidence];
    out[1] = face[faceColumns.sharpness];
    out[2] = Math.hypot(fit[fivePoints + 2] - fit[fivePoints], fit[fivePoints + 3] - fit[fivePoints + 1]);
    for (let axis = 0; axis < 3; axis++) {
      out[3 + axis] = fit[pose + axis];
      out[6 + axis] = raw[pose + axis];
    }
    out[9] = fit[reprojectionError];
  });
}

/** The weights of a person's expressions over the whole clip: [rows, expressions], as `readCurves`. */
export function readExpressions(tables: OpenTables, personId: number, points: number): Promise<Float32Array> {
  const { expression, expressionModes } = tables.layout;
  return gather(tables, personId, points, expressionModes, (_face, fit, _raw, out) => {
    out.set(fit.subarray(expression, expression + expressionModes));
  });
}

type ReadRow = (face: Float32Array, fit: Float32Array, raw: Float32Array, out: Float32Array) => void;

async function gather(
  tables: OpenTables,
  personId: number,
  points: number,
  columns: number,
  readRow: ReadRow,
): Promise<Float32Array> {
  const { project, reader, faces, fits, rawFits } = tables;
  const frames = reader.frameCount;
  const rows = Math.min(frames, Math.max(1, points), mostPoints);
  const sums = new Float64Array(rows * columns);
  const counts = new Uint32Array(rows);
  const tracks = new Set(project.people.find(({ id }) => id === personId)?.tracks);
  const values = new Float32Array(columns);
  for (let first = 0; first < faces.count; first += blockRows) {
    const count = Math.min(blockRows, faces.count - first);
    const faceBlock = await faces.read(first, count);
    const fitBlock = await fits.read(first, count);
    const rawBlock = await rawFits.read(first, count);
    for (let i = 0; i < count; i++) {
      const face = faceBlock.subarray(i * faces.columns, (i + 1) * faces.columns);
      if (!tracks.has(face[faceColumns.track])) continue;
      const from = i * fits.columns;
      const to = from + fits.columns;
      readRow(face, fitBlock.subarray(from, to), rawBlock.subarray(from, to), values);
      const row = Math.min(rows - 1, Math.floor((face[faceColumns.frame] * rows) / frames));
      counts[row]++;
      for (let c = 0; c < columns; c++) sums[row * columns + c] += values[c];
    }
  }
  return Float32Array.from(sums, (sum, i) => sum / counts[Math.floor(i / columns)]); // 0 / 0 is the gap's NaN
}
