import type { IdentityFrame } from '../geometry/fit-identity';
import { misreadingOf } from '../geometry/misreading-of';
import { seenShapeLength, unpackSeenShape } from '../geometry/seen-shape';
import { personShape } from '../geometry/shape-reading';
import { fitCorrection } from '../geometry/fit-correction';
import type { Camera, FaceIdentity, FaceModel } from '../geometry/types';
import { bestViews, viewScore, type View } from '../people/best-frames';
import type { FitLayout } from '../people/fit-row';
import { faceColumns, tables } from '../project/project-format';
import { RecordReader } from '../project/record-file';

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
  identityModes: number,
  personOfTrack: ReadonlyMap<number, number>,
): Promise<PersonRows[]> {
  const views = new Map<number, View[]>();
  const spans = new Map<number, { first: number; last: number; count: number }>();
  const faces = await RecordReader.float32(file(tables.faces.file), tables.faces.columns);
  const fits = await RecordReader.float32(file(provisionalFitsFile), layout.columns);
  const shapeColumns = seenShapeLength(identityModes);
  const shapes = await RecordReader.float32(file(seenShapesFile), shapeColumns);
  try {
    for (let first = 0; first < faces.count; first += blockRows) {
      const count = Math.min(blockRows, faces.count - first);
      const faceRows = await faces.read(first, count);
      const fitRows = await fits.read(first, count);
      const shapeRows = await shapes.read(first, count);
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
          looked: !Number.isNaN(shapeRows[i * shapeColumns]),
        });
        views.set(person, list);
      }
    }
  } finally {
    await faces.close();
    await shapes.close();
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
/** What the shape network saw of every face, see `geometry/seen-shape.ts`; needed only until the fit. */
export const seenShapesFile = 'shapes-provisional.f32';

/** One identity per person, from the best views of the whole clip: of those that the shape network looked at, if any. */
export async function fitPersonShape(
  file: TableFile,
  person: PersonRows,
  model: FaceModel,
  camera: Camera,
): Promise<Pick<FaceIdentity, 'shape' | 'correction'>> {
  const landmarks = await RecordReader.float32(file(tables.landmarks.file), tables.landmarks.columns);
  const shapes = await RecordReader.float32(file(seenShapesFile), seenShapeLength(model.identityModes));
  try {
    const frames: IdentityFrame[] = [];
    const looked = person.views.filter((view) => view.looked);
    for (const view of bestViews(looked.length > 0 ? looked : person.views, identityViews)) {
      frames.push({
        seen: unpackSeenShape(await shapes.read(view.row, 1)),
        landmarks: await landmarks.read(view.row, 1),
        camera,
        weight: Math.max(1e-3, viewScore(view)),
      });
    }
    const shape = personShape(model, frames);
    return { shape, correction: fitCorrection(model, shape, frames, { misreading: misreadingOf(model) }) };
  } finally {
    await shapes.close();
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

function interOcularOf(face: Float32Array): number {
  const f = faceColumns.fivePoints;
  return Math.hypot(face[f + 2] - face[f], face[f + 3] - face[f + 1]);
}
