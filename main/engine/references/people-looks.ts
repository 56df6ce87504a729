import { embedFace } from '../faces/embed-face';
import type { InferencePool } from '../inference/inference-pool';
import { decodeFrames } from '../media/decode-frames';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import { readStill } from '../media/read-still';
import { fitLayout } from '../people/fit-row';
import type { RgbImage } from '../pixels/image';
import { AnalysisReader } from '../project/analysis-reader';
import { faceColumns, personOfTrack, type Project } from '../project/project-format';

/** What people of a clip look like to the network that tells them apart: an embedding of each one's best frame, by id. */
export async function peopleLooks(
  project: Project,
  projectFolder: string,
  ids: ReadonlySet<number>,
  pool: InferencePool,
  tools: FfmpegTools,
  signal?: AbortSignal,
): Promise<Map<number, Float32Array>> {
  const looks = new Map<number, Float32Array>();
  const owners = personOfTrack(project);
  const { columns } = fitLayout(project.faceModel.expressionNames.length);
  const analysis = await AnalysisReader.open(projectFolder, columns);
  try {
    const timestamps = analysis.timestamps();
    for (const { id, bestFrame } of project.people) {
      if (!ids.has(id)) continue;
      const rows = await analysis.facesOf(bestFrame);
      const row = rows.find(({ face }) => owners.get(face[faceColumns.track]) === id);
      const image = await frameOf(project, bestFrame, timestamps, tools, signal);
      if (row === undefined || image === undefined) continue;
      const five = faceColumns.fivePoints;
      looks.set(id, await embedFace(image, row.face.slice(five, five + 10), pool, signal));
    }
  } finally {
    await analysis.close();
  }
  return looks;
}

async function frameOf(
  { media, range }: Project,
  index: number,
  frameTimes: Float64Array,
  tools: FfmpegTools,
  signal?: AbortSignal,
): Promise<RgbImage | undefined> {
  if (media.kind === 'image') return (await readStill(media.path)).image;
  const frames = decodeFrames(media, tools, { ...range, startFrame: index, frameTimes, signal });
  for await (const frame of frames) return frame.image;
  return undefined;
}
