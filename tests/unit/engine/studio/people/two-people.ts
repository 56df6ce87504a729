import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fitLayout } from '../../../../../main/engine/people/fit-row';
import { faceColumns, tables, type Project } from '../../../../../main/engine/project/project-format';
import { RecordWriter } from '../../../../../main/engine/project/record-file';

/** Frames [first, last] in which a track shows a face whose eyes are `eyes` pixels apart. */
interface DrawnTrack {
  readonly id: number;
  readonly first: number;
  readonly last: number;
  readonly eyes: number;
  readonly sharpness: number;
}

export const drawnTracks: readonly DrawnTrack[] = [
  { id: 10, first: 0, last: 9, eyes: 20, sharpness: 10 },
  { id: 11, first: 20, last: 24, eyes: 40, sharpness: 100 },
  { id: 12, first: 5, last: 12, eyes: 30, sharpness: 50 },
  { id: 13, first: 30, last: 30, eyes: 8, sharpness: 5 }, // nobody's
];

const person = (
  id: number,
  tracks: number[],
  frames: [number, number, number],
): Project['people'][number] => ({
  id,
  name: `Person ${id}`,
  frames: frames[0],
  firstFrame: frames[1],
  lastFrame: frames[2],
  interOcularPixels: -1, // marks what the analysis itself said
  reprojectionError: 0.01,
  bestFrame: 7,
  tracks,
  shape: [id],
  correction: [],
  albedo: [id / 10],
});

/** Person 1 has tracks 10 and 11, person 2 has track 12. */
export const twoPeople = {
  analysisKey: 'key-1',
  frames: 40,
  faceModel: { expressionNames: ['smile'] },
  people: [person(1, [10, 11], [15, 0, 24]), person(2, [12], [8, 5, 12])],
} as unknown as Project;

/** Writes the face tables of those tracks into a project folder. */
export async function writeTwoPeople(projectFolder: string): Promise<void> {
  const folder = path.join(projectFolder, 'analysis');
  await mkdir(folder, { recursive: true });
  const layout = fitLayout(1);
  const faces = await RecordWriter.create(
    path.join(folder, tables.faces.file),
    tables.faces.columns,
    'float32',
  );
  const fits = await RecordWriter.create(path.join(folder, tables.fits.file), layout.columns, 'float32');
  for (let frame = 0; frame < twoPeople.frames; frame++) {
    for (const { id, first, last, eyes, sharpness } of drawnTracks) {
      if (frame < first || frame > last) continue;
      const face = new Float32Array(tables.faces.columns);
      face[faceColumns.frame] = frame;
      face[faceColumns.track] = id;
      face[faceColumns.confidence] = 1;
      // Sharpest in the middle of the track.
      face[faceColumns.sharpness] = sharpness - Math.abs(frame - (first + last) / 2);
      face[faceColumns.fivePoints + 2] = eyes;
      await faces.append(face);
      const fit = new Float32Array(layout.columns);
      fit[layout.reprojectionError] = id / 1000;
      await fits.append(fit);
    }
  }
  await faces.close();
  await fits.close();
}
