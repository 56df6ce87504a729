import type { PersonView } from '../export/gather-views';
import type { UvTexture } from '../geometry/uv-texture';
import { fitLayout } from '../people/fit-row';
import { AnalysisReader } from '../project/analysis-reader';
import { personOfTrack, type Project } from '../project/project-format';
import { choosePersonViews } from '../reconstruct/person-views';
import { choosePeople, preparePeople } from '../render/chosen-people';
import { clipFrame } from './clip-frame';
import type { WardrobeParts } from './dress-people';
import { dressPerson } from './dress-person';

/** The skin of people as the clip's own sharpest frames show it, by id. */
export async function ownTextures(
  project: Project,
  projectFolder: string,
  { pool, tools, faceModelFile }: WardrobeParts,
  signal?: AbortSignal,
): Promise<Map<number, UvTexture>> {
  const layout = fitLayout(project.faceModel.expressionNames.length);
  const analysis = await AnalysisReader.open(projectFolder, layout.columns);
  const textures = new Map<number, UvTexture>();
  try {
    const timestamps = analysis.timestamps();
    const people = preparePeople(project, choosePeople(project, 'all'));
    for (const [id, chosen] of await choosePersonViews(analysis, layout, personOfTrack(project))) {
      const person = people.get(id);
      const views: PersonView[] = [];
      for (const { frame, fit, score } of chosen) {
        const image = await clipFrame(project, frame, timestamps, tools, signal);
        if (image !== undefined)
          views.push({ image, fit, camera: project.camera, weight: Math.max(score, 1e-6) });
      }
      if (person === undefined || views.length === 0) continue;
      const from = { person, views };
      textures.set(id, await pool.perform(dressPerson, { faceModelFile, from }, { signal }));
    }
  } finally {
    await analysis.close();
  }
  return textures;
}
