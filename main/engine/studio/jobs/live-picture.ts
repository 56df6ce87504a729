import { comparisonSize, composeComparison } from '../../export/comparison';
import { shrinkRgb } from '../../geometry/shrink-image';
import { createRgbImage, type RgbImage } from '../../pixels/image';
import type { FramePicture } from '../../render/render-watch';

/** Pixels; a thumbnail in the job's row. */
export const liveHeight = 320;
const intervalMilliseconds = 1000;

/** Decides when a running job's frame is worth a picture, and makes it small. */
export class LivePicture {
  private last = -Infinity;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** True at most once a second. */
  wants(): boolean {
    const now = this.now();
    if (now - this.last < intervalMilliseconds) return false;
    this.last = now;
    return true;
  }
}

/** Before on the left, after on the right, at most `liveHeight` pixels high. */
export function composeLive({ before, after }: FramePicture): RgbImage {
  const factor = Math.ceil(after.height / liveHeight);
  const [left, right] = [before, after].map((image) =>
    shrinkRgb(image, 0, 0, image.width, image.height, factor),
  );
  const size = comparisonSize(right.width, right.height);
  const out = createRgbImage(size.width, size.height);
  composeComparison(left, right, out);
  return out;
}
