import type { RgbImage } from '../../../pixels/image';

/** Share of the crop left out at each side: background that moves on its own. */
const insetShare = 1 / 8;

/** Luma (BT.601) of the middle of an aligned crop, 8-bit units. */
export function cropLuma({ width, height, data }: RgbImage): Float32Array {
  const inset = Math.round(width * insetShare);
  const luma = new Float32Array((width - 2 * inset) * (height - 2 * inset));
  for (let y = inset, to = 0; y < height - inset; y++) {
    for (let x = inset, p = (y * width + inset) * 3; x < width - inset; x++, p += 3) {
      luma[to++] = 0.299 * data[p] + 0.587 * data[p + 1] + 0.114 * data[p + 2];
    }
  }
  return luma;
}

/**
 * Mean absolute second difference in time: even change (light that grows, a face that turns) costs nothing, what comes
 * and goes does.
 */
export function secondDifference(first: Float32Array, second: Float32Array, third: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < second.length; i++) sum += Math.abs(first[i] - 2 * second[i] + third[i]);
  return sum / second.length;
}

interface Seen {
  readonly frame: number;
  readonly luma: Float32Array;
}

/** Follows faces over three frames in a row; what skips a frame begins anew. */
export class FlickerMeter {
  private readonly last = new Map<number, readonly Seen[]>();

  /** @returns undefined until a face was seen in the two frames before */
  add(face: number, frame: number, luma: Float32Array): number | undefined {
    const before = (this.last.get(face) ?? []).filter((seen) => seen.frame >= frame - 2);
    this.last.set(face, [...before, { frame, luma }].slice(-2));
    const [first, second] = before;
    const inRow = before.length === 2 && first.frame === frame - 2 && second.frame === frame - 1;
    return inRow ? secondDifference(first.luma, second.luma, luma) : undefined;
  }

  /** Forgets faces not seen for a while. */
  forgetBefore(frame: number): void {
    for (const [face, seen] of this.last) if ((seen.at(-1)?.frame ?? 0) < frame - 2) this.last.delete(face);
  }
}
