import { cropFromFrameOf } from '../geometry/align-crop';
import { workingCropSize } from '../geometry/canonical-crop';
import { warpImage } from '../geometry/warp-image';
import { createRgbImage, type Box, type RgbImage } from '../pixels/image';

/** Brows to chin, temple to temple, of the aligned working crop. */
const faceInCrop: Box = { left: 64, top: 72, right: 192, bottom: 220 };

/** Sums of the absolute second difference in time and of the gradient, 8-bit luma. */
export class FlickerSum {
  #flicker = 0;
  #gradient = 0;

  /** @param three pictures in a row, luma in all three colours. @param box whole pixels */
  add([before, now, after]: readonly RgbImage[], box: Box): void {
    const { width, height, data } = now;
    for (let y = Math.max(1, box.top); y < Math.min(height, box.bottom); y++) {
      for (let x = Math.max(1, box.left); x < Math.min(width, box.right); x++) {
        const p = (y * width + x) * 3;
        this.#flicker += Math.abs(before.data[p] - 2 * data[p] + after.data[p]);
        this.#gradient += Math.hypot(data[p] - data[p - 3], data[p] - data[p - 3 * width]);
      }
    }
  }

  /** A sharper picture moves sharper edges, so flicker counts over the gradient; NaN before three pictures. */
  get ratio(): number {
    return this.#flicker / this.#gradient;
  }
}

/**
 * Flicker of one face: the mean absolute second difference of luma in time, |f(t-1) - 2 f(t) + f(t+1)|, over the mean
 * gradient. Taken in the frame's own pixels within the face's box, where a face that moves counts as flicker too, and in
 * crops aligned by the eyes, nose and mouth, which follow the face.
 */
export class FaceFlicker {
  #frames: RgbImage[] = [];
  #crops: RgbImage[] = [];
  #box: Box = faceInCrop;
  #last = Number.NaN;

  /** Several faces may add to the same sums. */
  constructor(
    readonly inFrame = new FlickerSum(),
    readonly onFace = new FlickerSum(),
  ) {}

  /**
   * The next frame that shows the face; after a gap it begins anew.
   * @param luma the frame, luma in all three colours; kept until two more have come
   * @param box of the face, whole pixels
   * @param fivePoints frame pixels, see five-points.ts
   */
  add(frame: number, luma: RgbImage, box: Box, fivePoints: ArrayLike<number>): void {
    const crop = createRgbImage(workingCropSize, workingCropSize);
    warpImage(luma, cropFromFrameOf(fivePoints, workingCropSize), crop, 'bicubic');
    const kept = frame === this.#last + 1 ? -2 : Infinity;
    this.#frames = [...this.#frames.slice(kept), luma];
    this.#crops = [...this.#crops.slice(kept), crop];
    if (this.#crops.length === 3) {
      this.onFace.add(this.#crops, faceInCrop);
      this.inFrame.add(this.#frames, this.#box);
    }
    this.#box = box;
    this.#last = frame;
  }
}

/**
 * How much a restored face moves that the true one does not: the mean absolute difference of their first differences of
 * luma in time, |(f(t) - f(t-1)) - (g(t) - g(t-1))|, 8-bit levels, in crops that follow the true face, which takes its
 * motion out. The truth's own noise is in it too.
 */
export class FlickerAgainstTruth {
  #last: { readonly frame: number; readonly error: Float32Array } | undefined;
  #sum = 0;
  #count = 0;

  /**
   * The next frame that shows the face; after a gap it begins anew.
   * @param truth, restored luma in all three colours, of one size. @param fivePoints frame pixels, of the truth
   */
  add(frame: number, truth: RgbImage, restored: RgbImage, fivePoints: ArrayLike<number>): void {
    const [exact, ours] = [truth, restored].map((luma) => {
      const crop = createRgbImage(workingCropSize, workingCropSize);
      warpImage(luma, cropFromFrameOf(fivePoints, workingCropSize), crop, 'bicubic');
      return crop.data;
    });
    const error = Float32Array.from({ length: exact.length / 3 }, (_, p) => ours[3 * p] - exact[3 * p]);
    if (this.#last?.frame === frame - 1) {
      for (let y = faceInCrop.top; y < faceInCrop.bottom; y++) {
        for (let x = faceInCrop.left; x < faceInCrop.right; x++, this.#count++) {
          const p = y * workingCropSize + x;
          this.#sum += Math.abs(error[p] - this.#last.error[p]);
        }
      }
    }
    this.#last = { frame, error };
  }

  /** Levels; NaN before two pictures. */
  get mean(): number {
    return this.#sum / this.#count;
  }
}

/** BT.601 luma, rounded, in all three colours. */
export function lumaPicture({ width, height, data }: RgbImage): RgbImage {
  const out = createRgbImage(width, height);
  for (let p = 0; p < data.length; p += 3) {
    out.data.fill(Math.round(0.299 * data[p] + 0.587 * data[p + 1] + 0.114 * data[p + 2]), p, p + 3);
  }
  return out;
}
