import { poseReadingLength, unpackPoseReading } from '../geometry/face-reading';
import { fitFace } from '../geometry/fit-face';
import { fitReadFace } from '../geometry/fit-read-face';
import type { IdentityFrame } from '../geometry/fit-identity';
import { turningEyesOf } from '../geometry/gaze';
import { expressionRangeOf } from '../geometry/landmark-basis';
import { misreadingOf } from '../geometry/misreading-of';
import { personShape } from '../geometry/shape-reading';
import { fitCorrection } from '../geometry/fit-correction';
import type { Camera, FaceFit, FaceIdentity, FaceModel } from '../geometry/types';
import { throwIfCancelled } from '../errors/studio-error';
import { bestViews, viewScore, type View } from '../people/best-frames';
import { packFit, unpackFit, type FitLayout } from '../people/fit-row';
import { smoothFits, smoothingReachSeconds } from '../people/smooth-fits';
import { faceColumns, tables } from '../project/project-format';
import { RecordReader, RecordWriter } from '../project/record-file';
import type { NetworkReadings } from './fit-with-network';

/** Views from which a person's identity is learnt. */
export const identityViews = 16;
/** Rows read at a time: a few megabytes of landmarks. */
const blockRows = 1024;

/** The tables that `observeClip` left, by name. */
export type TableFile = (name: string) => string;

/** What all face rows together say about one person, gathered without holding landmarks. */
export interface PersonRows {
  readonly personId: number;
  readonly views: readonly View[];
  readonly frames: { readonly first: number; readonly last: number; readonly count: number };
}

/** Reads the small tables once and lists every person's views in order of time. */
export async function gatherPeople(
  file: TableFile,
  layout: FitLayout,
  personOfTrack: ReadonlyMap<number, number>,
): Promise<PersonRows[]> {
  const views = new Map<number, View[]>();
  const spans = new Map<number, { first: number; last: number; count: number }>();
  const faces = await RecordReader.float32(file(tables.faces.file), tables.faces.columns);
  const fits = await RecordReader.float32(file(provisionalFitsFile), layout.columns);
  try {
    for (let first = 0; first < faces.count; first += blockRows) {
      const count = Math.min(blockRows, faces.count - first);
      const faceRows = await faces.read(first, count);
      const fitRows = await fits.read(first, count);
      for (let i = 0; i < count; i++) {
        const face = faceRows.subarray(i * tables.faces.columns, (i + 1) * tables.faces.columns);
        const person = personOfTrack.get(face[faceColumns.track]);
        if (person === undefined) continue;
        const frame = face[faceColumns.frame];
        const span = spans.get(person) ?? { first: frame, last: frame, count: 0 };
        span.last = frame;
        span.count++;
        spans.set(person, span);
        const list = views.get(person) ?? [];
        list.push({
          row: first + i,
          sharpness: face[faceColumns.sharpness],
          interOcularPixels: interOcularOf(face),
          yawRadians: fitRows[i * layout.columns + layout.pose + 1],
          confidence: face[faceColumns.confidence],
        });
        views.set(person, list);
      }
    }
  } finally {
    await faces.close();
    await fits.close();
  }
  return [...views].map(([personId, list]) => ({
    personId,
    views: list,
    frames: spans.get(personId) ?? { first: 0, last: 0, count: 0 },
  }));
}

/** The fits of the first pass, made with a guess of the identity: their light and yaw are kept, the rest is redone. */
export const provisionalFitsFile = 'fits-provisional.f32';
/** What the pixels of poor faces say beside their landmarks, see `geometry/face-reading.ts`; needed only until the fit. */
export const readingsFile = 'readings-provisional.f32';

/** One identity per person, from the best views of the whole clip. */
export async function fitPersonShape(
  file: TableFile,
  person: PersonRows,
  model: FaceModel,
  camera: Camera,
): Promise<Pick<FaceIdentity, 'shape' | 'correction'>> {
  const landmarks = await RecordReader.float32(file(tables.landmarks.file), tables.landmarks.columns);
  try {
    const frames: IdentityFrame[] = [];
    for (const view of bestViews(person.views, identityViews)) {
      frames.push({
        landmarks: await landmarks.read(view.row, 1),
        camera,
        weight: Math.max(1e-3, viewScore(view)),
      });
    }
    const shape = personShape(model, frames);
    return { shape, correction: fitCorrection(model, shape, frames, { misreading: misreadingOf(model) }) };
  } finally {
    await landmarks.close();
  }
}

/** A person as the per-frame fit needs it. */
export interface FittedPerson {
  readonly personId: number;
  readonly identity: Pick<FaceIdentity, 'shape' | 'correction'>;
  /** Per colour, multiplies the provisional light: it was estimated with the model's mean albedo. */
  readonly lightGain: readonly [number, number, number];
}

/**
 * Fits pose and expression of every face row with its person's identity, row by row into `fits-raw.f32`.
 * Rows of nobody keep their provisional fit.
 */
export async function fitEveryFrame(
  file: TableFile,
  layout: FitLayout,
  personOfTrack: ReadonlyMap<number, number>,
  people: readonly FittedPerson[],
  model: FaceModel,
  camera: Camera,
  onFaces: (count: number) => void,
  signal?: AbortSignal,
  network?: NetworkReadings,
): Promise<void> {
  const byId = new Map(people.map((person) => [person.personId, person]));
  const misreading = misreadingOf(model);
  const previous = new Map<number, { frame: number; fit: FaceFit }>();
  const faces = await RecordReader.float32(file(tables.faces.file), tables.faces.columns);
  const landmarks = await RecordReader.float32(file(tables.landmarks.file), tables.landmarks.columns);
  const provisional = await RecordReader.float32(file(provisionalFitsFile), layout.columns);
  const readingColumns = 2 * poseReadingLength(layout.expressionModes);
  const readings = await RecordReader.float32(file(readingsFile), readingColumns);
  const raw = await RecordWriter.create(file(tables.rawFits.file), layout.columns, 'float32');
  try {
    for (let first = 0; first < faces.count; first += blockRows) {
      const count = Math.min(blockRows, faces.count - first);
      const faceRows = await faces.read(first, count);
      const points = await landmarks.read(first, count);
      const rows = await provisional.read(first, count);
      const readingRows = await readings.read(first, count);
      for (let i = 0; i < count; i++) {
        throwIfCancelled(signal);
        const face = faceRows.subarray(i * tables.faces.columns, (i + 1) * tables.faces.columns);
        const row = rows.subarray(i * layout.columns, (i + 1) * layout.columns);
        const track = face[faceColumns.track];
        const person = byId.get(personOfTrack.get(track) ?? -1);
        if (person !== undefined) {
          const before = previous.get(track);
          const frame = face[faceColumns.frame];
          const guess = unpackFit(layout, row);
          const { shape: identity, correction } = person.identity;
          const reading = unpackPoseReading(
            readingRows.subarray(i * readingColumns, (i + 1) * readingColumns),
            guess.fivePoints,
          );
          const columns = tables.landmarks.columns;
          const landmarks = points.subarray(i * columns, (i + 1) * columns);
          const read = await network?.at(first + i);
          const fit =
            read !== undefined
              ? fitReadFace(model, identity, read, landmarks, camera)
              : fitFace(model, landmarks, camera, {
                  ...{ identity, correction, misreading },
                  ...(before !== undefined && frame - before.frame <= 2 ? { previous: before.fit } : {}),
                  ...(reading === undefined ? {} : { reading }),
                });
          const light = (read ?? guess.fit).light.slice();
          scaleLight(light, person.lightGain);
          packFit(layout, { ...fit, light }, guess.fivePoints.slice(), row);
          previous.set(track, { frame, fit });
        }
        await raw.append(row);
        // Landmark maths is the only work here: let timers and messages (cancel!) through now and then.
        if (i % 32 === 31) await new Promise<void>((resolve) => setImmediate(resolve));
      }
      onFaces(count);
    }
  } finally {
    await raw.close();
    await readings.close();
    await provisional.close();
    await landmarks.close();
    await faces.close();
  }
}

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

function interOcularOf(face: Float32Array): number {
  const f = faceColumns.fivePoints;
  return Math.hypot(face[f + 2] - face[f], face[f + 3] - face[f + 1]);
}

/** Light is linear in the colour it falls on, so a brighter skin needs that much less of it. DC carries +0.8, see Deep3D. */
function scaleLight(light: Float32Array, gain: readonly [number, number, number]): void {
  for (let colour = 0; colour < 3; colour++) {
    for (let band = 0; band < 9; band++) {
      const offset = band === 0 ? 0.8 : 0;
      const at = colour * 9 + band;
      light[at] = (light[at] + offset) * gain[colour] - offset;
    }
  }
}
