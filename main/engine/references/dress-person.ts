import type { PersonView } from '../export/gather-views';
import { faceModelAt } from '../geometry/load-face-model';
import type { UvTexture } from '../geometry/uv-texture';
import type { WorkerTask } from '../inference/worker-task';
import { meshOf, type RenderedPerson } from '../render/person-mesh';
import { fuseTexture, fuseViews } from './fuse-texture';
import type { FacePicture } from './picture-person';

export interface PersonToDress {
  readonly faceModelFile: string;
  /** At least one: pictures of the person, or views out of the clip with the person as it was fitted there. */
  readonly from:
    | { readonly pictures: readonly FacePicture[] }
    | { readonly person: RenderedPerson; readonly views: readonly PersonView[] };
}

/** Fuses a person's skin, beside the main thread. */
export const dressPerson: WorkerTask<PersonToDress, UvTexture> = {
  name: 'dress-person',
  perform: async ({ faceModelFile, from }) => {
    const model = await faceModelAt(faceModelFile);
    if ('pictures' in from) return fuseTexture(model, from.pictures);
    const { neutral, colours: albedo } = meshOf(model, from.person);
    return fuseViews({ model, neutral, albedo }, from.views);
  },
  // The texture's memory is shared already.
  movedBuffers: () => [],
};
