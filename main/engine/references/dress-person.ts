import { faceModelAt } from '../geometry/load-face-model';
import type { UvTexture } from '../geometry/uv-texture';
import type { WorkerTask } from '../inference/worker-task';
import { fuseTexture } from './fuse-texture';
import type { FacePicture } from './picture-person';

export interface PersonToDress {
  readonly faceModelFile: string;
  /** At least one. */
  readonly pictures: readonly FacePicture[];
}

/** Fuses a person's skin from pictures of them, beside the main thread. */
export const dressPerson: WorkerTask<PersonToDress, UvTexture> = {
  name: 'dress-person',
  perform: async ({ faceModelFile, pictures }) => fuseTexture(await faceModelAt(faceModelFile), pictures),
  // The texture's memory is shared already.
  movedBuffers: () => [],
};
