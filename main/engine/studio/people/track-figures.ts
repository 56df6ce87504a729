import { viewScore } from '../../people/best-frames';
import { fitLayout } from '../../people/fit-row';
import { analysisPath } from '../../project/project-folder';
import { faceColumns, personOfTrack, tables, type Project } from '../../project/project-format';
import { RecordReader } from '../../project/record-file';

/** Figures of one track, from which those of any union of tracks follow. */
export interface TrackFigures {
  readonly id: number;
  readonly firstFrame: number;
  readonly lastFrame: number;
  readonly frames: number;
  /** Frame that shows the face best, and how good it is there (`viewScore`). */
  readonly bestFrame: number;
  readonly bestScore: number;
  /** Every `stride`-th face of the track, pixels. */
  readonly interOcularPixels: readonly number[];
  readonly reprojectionErrors: readonly number[];
  readonly stride: number;
}

export interface ClipFigures {
  readonly tracks: ReadonlyMap<number, TrackFigures>;
  /** Faces of tracks that nobody was given. */
  readonly unknownFaces: number;
}

/** Rows read at a time: about a megabyte. */
const blockRows = 2048;
/** Medians of a track need no more samples than this. */
const mostSamples = 256;

/** Reads the face tables of an analysis once, a block at a time. */
export async function readTrackFigures(projectFolder: string, project: Project): Promise<ClipFigures> {
  const layout = fitLayout(project.faceModel.expressionNames.length);
  const owners = personOfTrack(project);
  const gathered = new Map<number, Gathering>();
  let unknownFaces = 0;
  const faces = await RecordReader.float32(
    analysisPath(projectFolder, tables.faces.file),
    tables.faces.columns,
  );
  try {
    const fits = await RecordReader.float32(analysisPath(projectFolder, tables.fits.file), layout.columns);
    try {
      for (let first = 0; first < faces.count; first += blockRows) {
        const count = Math.min(blockRows, faces.count - first);
        const faceRows = await faces.read(first, count);
        const fitRows = await fits.read(first, count);
        for (let i = 0; i < count; i++) {
          const face = faceRows.subarray(i * faces.columns, (i + 1) * faces.columns);
          const track = face[faceColumns.track];
          if (!owners.has(track)) {
            unknownFaces++;
            continue;
          }
          let gathering = gathered.get(track);
          if (gathering === undefined) gathered.set(track, (gathering = new Gathering(track)));
          const fit = i * fits.columns;
          gathering.add(face, fitRows[fit + layout.pose + 1], fitRows[fit + layout.reprojectionError]);
        }
      }
    } finally {
      await fits.close();
    }
  } finally {
    await faces.close();
  }
  return { tracks: new Map([...gathered].map(([id, it]) => [id, it.figures()])), unknownFaces };
}

/** One track while its rows go by, in order of time. */
class Gathering {
  private first = -1;
  private last = -1;
  private frames = 0;
  private bestFrame = 0;
  private bestScore = -1;
  private interOcular: number[] = [];
  private errors: number[] = [];
  private stride = 1;

  constructor(private readonly id: number) {}

  add(face: Float32Array, yawRadians: number, reprojectionError: number): void {
    const frame = face[faceColumns.frame];
    const five = faceColumns.fivePoints;
    const interOcularPixels = Math.hypot(face[five + 2] - face[five], face[five + 3] - face[five + 1]);
    const score = viewScore({
      sharpness: face[faceColumns.sharpness],
      interOcularPixels,
      yawRadians,
      confidence: face[faceColumns.confidence],
    });
    if (this.first < 0) this.first = frame;
    this.last = frame;
    if (score > this.bestScore) {
      this.bestScore = score;
      this.bestFrame = frame;
    }
    if (this.frames % this.stride === 0) this.sample(interOcularPixels, reprojectionError);
    this.frames++;
  }

  figures(): TrackFigures {
    return {
      id: this.id,
      firstFrame: this.first,
      lastFrame: this.last,
      frames: this.frames,
      bestFrame: this.bestFrame,
      bestScore: this.bestScore,
      interOcularPixels: this.interOcular,
      reprojectionErrors: this.errors,
      stride: this.stride,
    };
  }

  /** A full list is thinned to every other sample, and only every other face is taken from then on. */
  private sample(interOcularPixels: number, error: number): void {
    if (this.interOcular.length === mostSamples) {
      this.interOcular = this.interOcular.filter((_, i) => i % 2 === 0);
      this.errors = this.errors.filter((_, i) => i % 2 === 0);
      this.stride *= 2;
      if (this.frames % this.stride !== 0) return;
    }
    this.interOcular.push(interOcularPixels);
    this.errors.push(error);
  }
}
