import type { FrameAdapter } from '../../../preload/contract/model-adapter';
import { unpackPicture } from '../enhance/adapted-tensors';
import { shrinkRgb } from '../geometry/shrink-image';
import type { WorkerTask } from '../inference/worker-task';
import { createRgbImage, type RgbImage } from '../pixels/image';

export interface TileToFinish {
  /** The network's answer: a square of `side` pixels; moves. */
  readonly data: Float32Array;
  readonly side: number;
  readonly format: FrameAdapter['output'];
  /** The part that is kept, pixels of the answer. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Blocks of so many pixels become one: where the network enlarges more than was asked for. */
  readonly shrink: number;
}

/** From the network's answer for a tile to its part of the picture. */
export const finishTile: WorkerTask<TileToFinish, RgbImage> = {
  name: 'finish-tile',
  perform: ({ data, side, format, left, top, width, height, shrink }) => {
    const kept = createRgbImage(width, height);
    unpackPicture(data, side, side, format, kept, left, top);
    return shrink === 1 ? kept : shrinkRgb(kept, 0, 0, width, height, shrink);
  },
  movedBuffers: ({ data }) => [data.buffer],
};
