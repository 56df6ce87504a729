import { resampleFace, type FacePatch } from '../compose/blend-face';
import { matchColour } from '../compose/match-colour';
import {
  buildPasteMask,
  createComposeScratch,
  estimateOcclusion,
  restoredLevels,
  type ComposeScratch,
} from '../compose/paste-mask';
import { steadyInTime } from '../compose/steady-in-time';
import { scaleOf } from '../geometry/similarity';
import type { Similarity } from '../geometry/types';
import type { WorkerTask } from '../inference/worker-task';
import type { FloatPlane, RgbImage } from '../pixels/image';

export interface FaceToFinish {
  /** What the network saw, RGB; moves. */
  readonly crop: RgbImage;
  /** What it made of it; copied, as the frames beside need it too. */
  readonly restored: RgbImage;
  /** What it made of the same person in the frames before and in those after, nearest first; copied. */
  readonly beside: readonly (readonly RgbImage[])[];
  /** Moves. */
  readonly paintMask: FloatPlane;
  /** Into the crop from the picture that is painted on. */
  readonly cropFromCanvas: Similarity;
  readonly canvas: { readonly width: number; readonly height: number };
  /** 0..1: the user's strength times the fade of `decideFade`. */
  readonly strength: number;
  /** 0..1: from `decideFade`, or 1 where the network's change is added to the frame's own pixels. */
  readonly detailReturn: number;
  /** Low-frequency colour and light are those of the input again. */
  readonly matchesColour: boolean;
}

export interface FinishedFace {
  /** Nothing where no pixel is to be changed. */
  readonly patch: FacePatch | undefined;
  readonly milliseconds: number;
}

/** From the network's answer to what is painted: steadying in time, occlusion, colour match, mask, the canvas' own pixels. */
export const finishFace: WorkerTask<FaceToFinish, FinishedFace> = {
  name: 'finish-face',
  perform: (face) => {
    const started = performance.now();
    const { crop, restored, beside, paintMask, cropFromCanvas, strength, detailReturn } = face;
    const { compose, occlusion, mask } = tablesOf(crop.width);
    if (beside.some((side) => side.length > 0)) steadyInTime(restored, beside);
    // Before the colours are matched, which would hide that something else stands there.
    occlusion.data.fill(1);
    estimateOcclusion(crop, restored, paintMask, restoredLevels, occlusion, compose);
    if (face.matchesColour) matchColour(crop, restored, paintMask, compose);
    const cropPixelsPerFramePixel = scaleOf(cropFromCanvas);
    buildPasteMask(paintMask, { strength, cropPixelsPerFramePixel, occlusion }, mask, compose);
    const pasted = { restored, crop, mask, cropFromFrame: cropFromCanvas, detailReturn };
    const patch = resampleFace(face.canvas, pasted);
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
