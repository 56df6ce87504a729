import { StudioError } from '../../errors/studio-error';
import { referenceFaces } from '../../references/reference-faces';
import { requireFaces } from '../../references/whose-faces';
import type { Project } from '../../project/project-format';
import { requiredClip } from '../methods/media-methods';
import type { StudioParts } from '../studio-parts';
import type { ReferenceEdit } from './people-edits';

/**
 * Photos of the project as pictures that guide: new ones are looked at before they are kept, so that what cannot help is said
 * at once and not when a job fails.
 * @param kept those that guide already, whose photos may have left the project since
 * @throws StudioError `usage` for what is no photo, `no-faces`, `input-*`
 */
export async function checkedReferences(
  parts: StudioParts,
  project: Project,
  mediaIds: readonly string[],
  kept: readonly ReferenceEdit[],
): Promise<ReferenceEdit[]> {
  const model = await parts.engine.faceModel(project.faceModel.id);
  const checked: ReferenceEdit[] = [];
  for (const mediaId of mediaIds) {
    const known = kept.find((one) => one.mediaId === mediaId);
    if (known !== undefined) {
      checked.push(known);
      continue;
    }
    const { state } = requiredClip(parts, mediaId);
    const file = state.input;
    if (state.info?.kind !== 'image') {
      throw new StudioError('usage', `${file} is no photo. Choose a sharp photo of the person.`);
    }
    const pool = await parts.engine.pool('auto', {});
    requireFaces(file, await referenceFaces(file, model, pool));
    checked.push({ mediaId, file });
  }
  return checked;
}
