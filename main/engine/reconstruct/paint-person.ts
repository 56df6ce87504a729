import { renderFaceView } from '../export/face-view';
import type { PersonView } from '../export/surface-colours';
import { unwrapTexture } from '../export/unwrap-texture';
import { faceModelAt } from '../geometry/load-face-model';
import type { WorkerTask } from '../inference/worker-task';
import type { RgbImage } from '../pixels/image';
import { meshOf, type RenderedPerson } from '../render/person-mesh';

export interface PersonToPaint {
  readonly faceModelFile: string;
  readonly person: RenderedPerson;
  /** At least one, best first; see `choosePersonViews`. */
  readonly views: readonly PersonView[];
  readonly what: 'texture' | 'frontal';
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
  perform: async ({ faceModelFile, person, views, what, size }) => {
    const model = await faceModelAt(faceModelFile);
    const { neutral, colours: albedo } = meshOf(model, person);
    const surface = { model, neutral, albedo };
    if (what === 'frontal')
      return { image: renderFaceView(surface, views, views[0].fit.expression, size).image };
    const seen = new Uint8Array(size * size);
    return { image: unwrapTexture(surface, views, size, seen), seen };
  },
  movedBuffers: ({ image, seen }) => [image.data.buffer, ...(seen === undefined ? [] : [seen.buffer])],
};
