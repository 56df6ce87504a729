import { poseReadingLength, unpackPoseReading } from '../geometry/face-reading';
import { fitFace } from '../geometry/fit-face';
import { fitReadFace } from '../geometry/fit-read-face';
import { misreadingOf } from '../geometry/misreading-of';
import { seenShapeLength, unpackSeenShape } from '../geometry/seen-shape';
import type { Camera, FaceFit, FaceModel } from '../geometry/types';
import { throwIfCancelled } from '../errors/studio-error';
import { packFit, unpackFit, type FitLayout } from '../people/fit-row';
import { faceColumns, tables } from '../project/project-format';
import { RecordReader, RecordWriter } from '../project/record-file';
import type { NetworkReadings } from './fit-with-network';
import {
  provisionalFitsFile,
  readingsFile,
  seenShapesFile,
  type FittedPerson,
  type TableFile,
} from './fit-people';

/** Rows read at a time: a few megabytes of landmarks. */
const blockRows = 1024;

/**
 * Fits pose and expression of every face row with its person's identity, row by row into `fits-raw.f32`.
 * Rows of nobody keep their provisional fit.
 * @param isPicture of its own: then the turns that the shape network sees are weighed in. In clips, whose landmarks are read
 * in every frame and smoothed, they err as much as those (docs/results.md)
 */
export async function fitEveryFrame(
  file: TableFile,
  layout: FitLayout,
  personOfTrack: ReadonlyMap<number, number>,
  people: readonly FittedPerson[],
  model: FaceModel,
  camera: Camera,
  isPicture: boolean,
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
  const shapes = await RecordReader.float32(file(seenShapesFile), seenShapeLength(model.identityModes));
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
          const seen = isPicture ? unpackSeenShape(await shapes.read(first + i, 1)) : undefined;
          const fit =
            read !== undefined
              ? fitReadFace(model, identity, read, landmarks, camera)
              : fitFace(model, landmarks, camera, {
                  ...{ identity, correction, misreading },
                  ...(before !== undefined && frame - before.frame <= 2 ? { previous: before.fit } : {}),
                  ...{ reading, turn: seen?.turn },
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
    await shapes.close();
    await readings.close();
    await provisional.close();
    await landmarks.close();
    await faces.close();
  }
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
