import { embedFace } from '../faces/embed-face';
import type { InferencePool } from '../inference/inference-pool';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import { fitLayout } from '../people/fit-row';
import { AnalysisReader } from '../project/analysis-reader';
import { faceColumns, personOfTrack, type Project } from '../project/project-format';
import { clipFrame } from './clip-frame';

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
      const image = await clipFrame(project, bestFrame, timestamps, tools, signal);
      if (row === undefined || image === undefined) continue;
      const five = faceColumns.fivePoints;
      looks.set(id, await embedFace(image, row.face.slice(five, five + 10), pool, signal));
    }
  } finally {
    await analysis.close();
  }
  return looks;
}
