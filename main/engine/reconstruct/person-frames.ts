import { throwIfCancelled } from '../errors/studio-error';
import { frameRecorder, type ClipFace, type FrameRecord, type SeenFace } from '../export/frame-record';
import { cropFromFrameOf } from '../geometry/align-crop';
import { workingCropSize } from '../geometry/canonical-crop';
import type { FaceModel } from '../geometry/types';
import { fitLayout, unpackFit } from '../people/fit-row';
import { AnalysisReader } from '../project/analysis-reader';
import { analysisPath } from '../project/project-folder';
import { faceColumns, tables, type Project } from '../project/project-format';
import { RecordReader } from '../project/record-file';

/** A person's identity and camera, of which all their frames are. @throws RangeError where there is no such person */
export function clipFaceOf(project: Project, model: FaceModel, personId: number): ClipFace {
  const person = project.people.find(({ id }) => id === personId);
  if (person === undefined) throw new RangeError(`There is no person ${personId}.`);
  const identity = {
    shape: Float32Array.from(person.shape),
    correction: Float32Array.from(person.correction),
    albedo: Float32Array.from(person.albedo),
  };
  return { model, identity, camera: project.camera };
}

/** Which person of which analysis. */
export interface PersonSource {
  readonly project: Project;
  readonly projectFolder: string;
  readonly personId: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A person in every frame that shows them, in order of time, read a block at a time: memory does not grow with the clip.
 * Where two tracks show them at once, the surer one counts.
 */
export async function* readSeenFaces(source: PersonSource): AsyncGenerator<SeenFace> {
  const { project, projectFolder, personId, signal } = source;
  const tracks = new Set(project.people.find(({ id }) => id === personId)?.tracks);
  const layout = fitLayout(project.faceModel.expressionNames.length);
  const analysis = await AnalysisReader.open(projectFolder, layout.columns);
  try {
    const landmarks = await RecordReader.float32(
      analysisPath(projectFolder, tables.landmarks.file),
      tables.landmarks.columns,
    );
    const network = await openNetworkTable(source);
    try {
      for (let frame = 0; frame < analysis.frameCount; frame++) {
        throwIfCancelled(signal);
        const rows = await analysis.facesOf(frame);
        let best = -1;
        rows.forEach(({ face }, row) => {
          if (!tracks.has(face[faceColumns.track])) return;
          const surest = best < 0 ? -1 : rows[best].face[faceColumns.confidence];
          if (face[faceColumns.confidence] > surest) best = row;
        });
        if (best < 0) continue;
        const { fit, fivePoints } = unpackFit(layout, rows[best].fit);
        const row = analysis.rowsOf(frame).first + best;
        yield {
          frame,
          seconds: analysis.secondsOf(frame),
          clipSeconds: analysis.secondsOf(frame) - analysis.secondsOf(0),
          nextClipSeconds:
            frame + 1 < analysis.frameCount
              ? analysis.secondsOf(frame + 1) - analysis.secondsOf(0)
              : undefined,
          confidence: rows[best].face[faceColumns.confidence],
          fit,
          cropFromFrame: cropFromFrameOf(fivePoints, workingCropSize),
          fivePoints,
          ...(network === undefined ? {} : { network: await network.read(row, 1) }),
          landmarks478: await landmarks.read(row, 1),
        };
      }
    } finally {
      await network?.close();
      await landmarks.close();
    }
  } finally {
    await analysis.close();
  }
}

/** What a network of another project said of every face; undefined where none was asked. */
async function openNetworkTable({
  project,
  projectFolder,
}: PersonSource): Promise<RecordReader<Float32Array> | undefined> {
  if (project.faceModel.network === undefined) return undefined;
  const { file, columns } = tables.network;
  return RecordReader.float32(analysisPath(projectFolder, file), columns);
}

/** [257] what the network said of a person in a frame of theirs; undefined where none was asked, or they are not there. */
export async function readNetworkNumbers(
  source: PersonSource,
  frame: number,
): Promise<Float32Array | undefined> {
  if (source.project.faceModel.network === undefined) return undefined;
  for await (const seen of readSeenFaces(source)) {
    if (seen.frame === frame) return seen.network;
  }
  return undefined;
}

/** The same with all that follows from it. */
export async function* readFrameRecords(source: PersonSource, face: ClipFace): AsyncGenerator<FrameRecord> {
  const record = frameRecorder(face);
  for await (const seen of readSeenFaces(source)) yield record(seen);
}
