import { widenToHead } from '../compose/head-mask';
import { packNchw } from '../enhance/picture-tensors';
import { cutCrop } from '../geometry/cut-crop';
import { coefficientLength, coefficientVector } from '../geometry/coefficient-vector';
import { faceModelAt } from '../geometry/load-face-model';
import { Rasterizer } from '../geometry/rasterizer';
import { registerSkin } from '../geometry/register-skin';
import { priorChannels, renderPrior } from '../geometry/render-prior';
import { compose } from '../geometry/similarity';
import type { FrameWindow } from '../geometry/frame-window';
import type { Camera, FaceFit, Similarity } from '../geometry/types';
import type { WorkerTask } from '../inference/worker-task';
import { createRgbImage, type FloatPlane, type RgbImage } from '../pixels/image';
import { meshOf, type RenderedPerson } from './person-mesh';

export interface FaceToPrepare {
  readonly faceModelFile: string;
  readonly person: RenderedPerson;
  readonly fit: FaceFit;
  readonly camera: Camera;
  /** The part of the frame that the crop sees, or more. */
  readonly window: FrameWindow;
  /** The face in the frames that the network looks at beside this one, in the order of time; nothing where it is not there. */
  readonly beside: readonly (FrameWindow | undefined)[];
  readonly cropFromFrame: Similarity;
  /** Side of the crop, pixels. */
  readonly size: number;
  /** What the network is to be given. */
  readonly wantsPrior: boolean;
  readonly wantsCoefficients: boolean;
  /** How many the network reads: those of a face model with another number would mean nothing to it. */
  readonly coefficientLength: number;
  /** Hair, ears and neck are painted too, not the face alone. */
  readonly paintsHead: boolean;
}

export interface PreparedFace {
  /** Aligned crop, RGB. */
  readonly crop: RgbImage;
  /** Where the restored face may be painted, 0..1. */
  readonly paintMask: FloatPlane;
  /** [priorChannels, S, S] */
  readonly prior: Float32Array | undefined;
  readonly coefficients: Float32Array | undefined;
  /** [3N,S,S] 0..1: the frames beside, cut as the crop is, which stands for those that are not there. */
  readonly beside: Float32Array | undefined;
  readonly milliseconds: { readonly crop: number; readonly prior: number };
}

/** Cuts the aligned crop of one face and renders its 3D face. */
export const prepareFace: WorkerTask<FaceToPrepare, PreparedFace> = {
  name: 'prepare-face',
  perform: async (face) => {
    const model = await faceModelAt(face.faceModelFile);
    const started = performance.now();
    const { size, cropFromFrame, fit, window } = face;
    const crop = createRgbImage(size, size);
    cutWindow(window, cropFromFrame, crop);
    const beside = besidePlanes(face.beside, cropFromFrame, crop);
    const cut = performance.now();
    const { neutral, colours } = meshOf(model, face.person);
    // Without a prior for the network the mesh still says where to paint.
    const planes = face.wantsPrior ? new Float32Array(priorChannels * size * size) : unseenPlanes(size);
    const paintMask = { width: size, height: size, data: new Float32Array(size * size) };
    renderPrior(
      rasterizerOf(size),
      model,
      neutral,
      face.person.texture ?? colours,
      fit,
      face.camera,
      cropFromFrame,
      planes,
      paintMask,
    );
    if (face.wantsPrior && face.person.texture !== undefined) registerSkin(crop, planes);
    if (face.paintsHead) widenToHead(paintMask);
    return {
      crop,
      paintMask,
      beside,
      prior: face.wantsPrior ? planes : undefined,
      coefficients:
        face.wantsCoefficients && coefficientLength(model) === face.coefficientLength
          ? coefficientVector(model, face.person.shape, fit)
          : undefined,
      milliseconds: { crop: cut - started, prior: performance.now() - cut },
    };
  },
  movedBuffers: ({ crop, paintMask, prior, beside }) => [
    crop.data.buffer,
    paintMask.data.buffer,
    ...[prior, beside].flatMap((planes) => (planes === undefined ? [] : [planes.buffer])),
  ],
};

function cutWindow({ image, left, top }: FrameWindow, cropFromFrame: Similarity, out: RgbImage): void {
  cutCrop(image, compose(cropFromFrame, { a: 1, b: 0, tx: left, ty: top }), out);
}

/** Through the same transform as the face's own crop, so that only what changed differs, and how it moved is seen. */
function besidePlanes(
  windows: readonly (FrameWindow | undefined)[],
  cropFromFrame: Similarity,
  crop: RgbImage,
): Float32Array | undefined {
  if (windows.length === 0) return undefined;
  const length = crop.data.length;
  const planes = new Float32Array(windows.length * length);
  const other = createRgbImage(crop.width, crop.height);
  windows.forEach((window, place) => {
    if (window !== undefined) cutWindow(window, cropFromFrame, other);
    packNchw(window === undefined ? crop : other, planes.subarray(place * length, (place + 1) * length));
  });
  return planes;
}

let rasterizer: Rasterizer | undefined;

function rasterizerOf(size: number): Rasterizer {
  if (rasterizer?.size !== size) rasterizer = new Rasterizer(size);
  return rasterizer;
}

let unseen = new Float32Array(0);

function unseenPlanes(size: number): Float32Array {
  const length = priorChannels * size * size;
  if (unseen.length !== length) unseen = new Float32Array(length);
  return unseen;
}
