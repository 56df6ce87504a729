import type { FaceLookOptions } from '../../../preload/contract/options';
import { renderFaceView } from '../export/face-view';
import type { PersonView } from '../export/gather-views';
import { unwrapTexture } from '../export/unwrap-texture';
import { faceModelAt } from '../geometry/load-face-model';
import type { WorkerTask } from '../inference/worker-task';
import type { RgbImage } from '../pixels/image';
import { meshOf, type RenderedPerson } from '../render/person-mesh';
import { faceLookOf, shownExpression } from './face-look';

export interface PersonToPaint {
  readonly faceModelFile: string;
  readonly person: RenderedPerson;
  /** At least one, best first; see `choosePersonViews`. */
  readonly views: readonly PersonView[];
  readonly what: 'texture' | 'frontal';
  /** Of the frontal view. */
  readonly look: FaceLookOptions;
  /** Edge of the picture, pixels, divisible by 64. */
  readonly size: number;
}

export interface PaintedPerson {
  readonly image: RgbImage;
  /** [size,size] 0..255, of a texture: where the views show it; elsewhere colours are guessed. */
  readonly seen?: Uint8Array;
}

/** Gathers a person's skin from frames, as a texture or as a picture of the face turned to the viewer. */
export const paintPerson: WorkerTask<PersonToPaint, PaintedPerson> = {
  name: 'paint-person',
  perform: async ({ faceModelFile, person, views, what, look, size }) => {
    const model = await faceModelAt(faceModelFile);
    const { neutral, colours: albedo } = meshOf(model, person);
    const surface = { model, neutral, albedo };
    if (what === 'frontal') {
      const expression = shownExpression(look, views[0].fit.expression);
      return { image: renderFaceView(surface, views, expression, size, faceLookOf(look)).image };
    }
    const seen = new Uint8Array(size * size);
    return { image: unwrapTexture(surface, views, size, seen), seen };
  },
  movedBuffers: ({ image, seen }) => [image.data.buffer, ...(seen === undefined ? [] : [seen.buffer])],
};
