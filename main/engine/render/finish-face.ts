import { resampleFace, type FacePatch } from '../compose/blend-face';
import { matchColour } from '../compose/match-colour';
import {
  buildPasteMask,
  createComposeScratch,
  estimateOcclusion,
  restoredLevels,
  type ComposeScratch,
} from '../compose/paste-mask';
import { BlendScratch } from '../compose/read-layers';
import type { PictureFormat } from '../../../preload/contract/model-adapter';
import { unpackPicture } from '../enhance/adapted-tensors';
import { unpackNchw } from '../enhance/picture-tensors';
import { scaleOf } from '../geometry/similarity';
import type { Similarity } from '../geometry/types';
import type { WorkerTask } from '../inference/worker-task';
import { createRgbImage, type FloatPlane, type RgbImage } from '../pixels/image';

export interface FaceToFinish {
  /** What the network saw, RGB; moves. */
  readonly crop: RgbImage;
  /** What it made of it, [3,S,S] sRGB 0..1; moves. */
  readonly restored: Float32Array;
  /** Where a network of another project made it; [3,S,S] is its size all the same. */
  readonly restoredFormat?: PictureFormat | undefined;
  /** Moves. */
  readonly paintMask: FloatPlane;
  /** Into the crop from the picture that is painted on. */
  readonly cropFromCanvas: Similarity;
  readonly canvas: { readonly width: number; readonly height: number };
  /** 0..1: the user's strength times the fade of `decideFade`. */
  readonly strength: number;
  /** 0..1 from `decideFade`. */
  readonly detailReturn: number;
}

export interface FinishedFace {
  /** Nothing where no pixel is to be changed. */
  readonly patch: FacePatch | undefined;
  readonly milliseconds: number;
}

/** From the network's answer to what is painted: occlusion, colour match, mask, the canvas' own pixels. */
export const finishFace: WorkerTask<FaceToFinish, FinishedFace> = {
  name: 'finish-face',
  perform: (face) => {
    const started = performance.now();
    const { crop, paintMask, cropFromCanvas, strength, detailReturn } = face;
    const { compose, occlusion, mask } = tablesOf(crop.width);
    const restored = createRgbImage(crop.width, crop.height);
    if (face.restoredFormat === undefined) unpackNchw(face.restored, restored);
    else unpackPicture(face.restored, crop.width, crop.height, face.restoredFormat, restored);
    // Before the colours are matched, which would hide that something else stands there.
    occlusion.data.fill(1);
    estimateOcclusion(crop, restored, paintMask, restoredLevels, occlusion, compose);
    matchColour(crop, restored, paintMask, compose);
    const cropPixelsPerFramePixel = scaleOf(cropFromCanvas);
    buildPasteMask(paintMask, { strength, cropPixelsPerFramePixel, occlusion }, mask, compose);
    const pasted = { restored, crop, mask, cropFromFrame: cropFromCanvas, detailReturn };
    const patch = resampleFace(face.canvas, pasted, blend);
    return { patch, milliseconds: performance.now() - started };
  },
  movedBuffers: ({ patch }) => (patch === undefined ? [] : [patch.layers.buffer]),
};

/** Scratch for crops of one size. */
interface Tables {
  readonly compose: ComposeScratch;
  readonly occlusion: FloatPlane;
  readonly mask: FloatPlane;
}

const blend = new BlendScratch();
let tables: Tables | undefined;

function tablesOf(size: number): Tables {
  if (tables?.compose.size !== size) {
    const compose = createComposeScratch(size);
    const cells = compose.weight.width;
    tables = {
      compose,
      occlusion: { width: cells, height: cells, data: new Float32Array(cells * cells) },
      mask: { width: size, height: size, data: new Float32Array(size * size) },
    };
  }
  return tables;
}
