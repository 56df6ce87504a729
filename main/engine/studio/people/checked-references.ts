import { StudioError } from '../../errors/studio-error';
import { referenceFaces, type ReferenceFace } from '../../references/reference-faces';
import { requireFaces } from '../../references/whose-faces';
import type { Project } from '../../project/project-format';
import { requiredClip } from '../methods/media-methods';
import type { StudioParts } from '../studio-parts';
import type { ReferenceEdit } from './people-edits';

/**
 * Photos and clips of the project as pictures that guide: new ones are looked at before they are kept, so that what cannot help is said
 * at once and not when a job fails.
 * @param own what is guided
 * @param kept those that guide already, whose photos may have left the project since
 * @throws StudioError `usage` for what guides itself, `no-faces`, `input-*`
 */
export async function checkedReferences(
  parts: StudioParts,
  project: Project,
  own: string,
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
    if (mediaId === own) {
      throw new StudioError(
        'usage',
        `${file} is what is to be guided. Choose another photo or clip of the person.`,
      );
    }
    const pool = await parts.engine.pool('auto', {});
    requireFaces(file, await firstFaces(referenceFaces(file, await parts.engine.tools(), model, pool)));
    checked.push({ mediaId, file });
  }
  return checked;
}

/** Of a clip those of the first frame that shows any: a person may be absent at first. */
async function firstFaces(
  images: AsyncIterable<readonly ReferenceFace[]>,
): Promise<readonly ReferenceFace[]> {
  for await (const faces of images) if (faces.length > 0) return faces;
  return [];
}
