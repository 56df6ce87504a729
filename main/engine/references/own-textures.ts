import type { PersonView } from '../export/gather-views';
import type { UvTexture } from '../geometry/uv-texture';
import { fitLayout } from '../people/fit-row';
import { AnalysisReader } from '../project/analysis-reader';
import { faceColumns, personOfTrack, type Project } from '../project/project-format';
import { choosePersonViews } from '../reconstruct/person-views';
import { preparePeople } from '../render/chosen-people';
import { clipFrame } from './clip-frame';
import type { WardrobeParts } from './dress-people';
import { dressPerson } from './dress-person';

/**
 * Times the median of a person's frames that the best views of the clip's four quarters are sharper, from which on they
 * teach the others. Clips that are alike throughout stay well below it, those whose focus hunts lie well above.
 */
const uneven = 2;

/** The skin of people as the clip's own sharpest frames show it, by id: of those whom some frames show far sharper than most. */
export async function ownTextures(
  project: Project,
  projectFolder: string,
  ids: ReadonlySet<number>,
  { pool, tools, faceModelFile }: WardrobeParts,
  signal?: AbortSignal,
): Promise<Map<number, UvTexture>> {
  const textures = new Map<number, UvTexture>();
  if (project.media.kind === 'image' || ids.size === 0) return textures;
  const layout = fitLayout(project.faceModel.expressionNames.length);
  const analysis = await AnalysisReader.open(projectFolder, layout.columns);
  try {
    const owners = personOfTrack(project);
    const usual = await usualSharpness(analysis, owners);
    const timestamps = analysis.timestamps();
    const people = preparePeople(project, ids);
    for (const [id, chosen] of await choosePersonViews(analysis, layout, owners)) {
      const person = people.get(id);
      const best = chosen.reduce((sum, { sharpness }) => sum + sharpness, 0) / chosen.length;
      if (person === undefined || best < uneven * (usual.get(id) ?? Infinity)) continue;
      const views: PersonView[] = [];
      for (const { frame, fit, score } of chosen) {
        const image = await clipFrame(project, frame, timestamps, tools, signal);
        if (image === undefined) continue;
        views.push({ image, fit, camera: project.camera, weight: Math.max(score, 1e-6) });
      }
      if (views.length === 0) continue;
      const from = { person, views };
      textures.set(id, await pool.perform(dressPerson, { faceModelFile, from }, { signal }));
    }
  } finally {
    await analysis.close();
  }
  return textures;
}

/** Median over a person's frames, by id. */
async function usualSharpness(
  analysis: AnalysisReader,
  owners: ReadonlyMap<number, number>,
): Promise<Map<number, number>> {
  const all = new Map<number, number[]>();
  for (let frame = 0; frame < analysis.frameCount; frame++) {
    for (const { face } of await analysis.facesOf(frame)) {
      const person = owners.get(face[faceColumns.track]);
      if (person === undefined) continue;
      const own = all.get(person) ?? [];
      own.push(face[faceColumns.sharpness]);
      all.set(person, own);
    }
  }
  return new Map([...all].map(([id, own]) => [id, own.sort((a, b) => a - b)[own.length >> 1]]));
}
