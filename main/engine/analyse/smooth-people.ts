import { turningEyesOf } from '../geometry/gaze';
import { expressionRangeOf } from '../geometry/landmark-basis';
import type { FaceModel } from '../geometry/types';
import { type FitLayout } from '../people/fit-row';
import { smoothFits, smoothingReachSeconds } from '../people/smooth-fits';
import { faceColumns, tables } from '../project/project-format';
import { RecordReader, RecordWriter } from '../project/record-file';
import type { TableFile } from './fit-people';

/** Rows read at a time. */
const blockRows = 1024;

/** Smooths `fits-raw.f32` over time into `fits.f32`, in blocks that overlap by the reach of the smoothing. */
export async function smoothEveryPerson(
  file: TableFile,
  layout: FitLayout,
  personOfTrack: ReadonlyMap<number, number>,
  model: FaceModel,
): Promise<void> {
  const { lowest } = expressionRangeOf(model);
  const gaze = turningEyesOf(model).flatMap(({ units }) => units.map(({ mode }) => mode));
  const frames = await RecordReader.float64(file(tables.frames.file), tables.frames.columns);
  const faces = await RecordReader.float32(file(tables.faces.file), tables.faces.columns);
  const raw = await RecordReader.float32(file(tables.rawFits.file), layout.columns);
  const out = await RecordWriter.create(file(tables.fits.file), layout.columns, 'float32');
  try {
    const times = await frames.read(0, frames.count);
    const secondsOf = (frame: number): number => times[frame * tables.frames.columns] / 1e6;
    const firstFaceOf = (frame: number): number =>
      frame < frames.count ? times[frame * tables.frames.columns + 1] : faces.count;
    for (let frame = 0; frame < frames.count;) {
      let end = frame + 1;
      while (end < frames.count && firstFaceOf(end + 1) - firstFaceOf(frame) <= blockRows) end++;
      let before = frame;
      while (before > 0 && secondsOf(before - 1) >= secondsOf(frame) - smoothingReachSeconds) before--;
      let after = end;
      while (after < frames.count && secondsOf(after) <= secondsOf(end - 1) + smoothingReachSeconds) after++;
      const [first, last] = [firstFaceOf(before), firstFaceOf(after)];
      const faceRows = await faces.read(first, last - first);
      const rawRows = await raw.read(first, last - first);
      const smooth = smoothRows(layout, faceRows, rawRows, personOfTrack, secondsOf, lowest, gaze);
      for (let row = firstFaceOf(frame); row < firstFaceOf(end); row++) {
        const at = (row - first) * layout.columns;
        await out.append(smooth.subarray(at, at + layout.columns));
      }
      frame = end;
    }
  } finally {
    await out.close();
    await raw.close();
    await faces.close();
    await frames.close();
  }
}

function smoothRows(
  layout: FitLayout,
  faceRows: Float32Array,
  rawRows: Float32Array,
  personOfTrack: ReadonlyMap<number, number>,
  secondsOf: (frame: number) => number,
  lowest: number,
  gaze: readonly number[],
): Float32Array {
  const { columns } = layout;
  const out = rawRows.slice();
  const rowsOfPerson = new Map<number, number[]>();
  for (let i = 0; i * tables.faces.columns < faceRows.length; i++) {
    const track = faceRows[i * tables.faces.columns + faceColumns.track];
    const person = personOfTrack.get(track);
    if (person === undefined) continue;
    const list = rowsOfPerson.get(person);
    if (list === undefined) rowsOfPerson.set(person, [i]);
    else list.push(i);
  }
  for (const rows of rowsOfPerson.values()) {
    const gathered = new Float32Array(rows.length * columns);
    const at = (row: number, column: number): number => faceRows[row * tables.faces.columns + column];
    rows.forEach((row, k) => {
      gathered.set(rawRows.subarray(row * columns, (row + 1) * columns), k * columns);
    });
    const smooth = smoothFits(
      layout,
      gathered,
      Float64Array.from(rows, (row) => secondsOf(at(row, faceColumns.frame))),
      Float32Array.from(rows, (row) => at(row, faceColumns.track)),
      Float32Array.from(rows, (row) => Math.max(0.05, at(row, faceColumns.confidence))),
      lowest,
      gaze,
    );
    rows.forEach((row, k) => {
      out.set(smooth.subarray(k * columns, (k + 1) * columns), row * columns);
    });
  }
  return out;
}
