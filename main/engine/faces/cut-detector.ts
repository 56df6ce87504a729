import type { RgbImage } from '../pixels/image';

const columns = 32;
const rows = 18;
/** Samples a cell is averaged from, in each direction. */
const samples = 3;
/** Mean difference of the cells, 8-bit units, below which nothing is a cut: pans and gestures stay under it. */
const leastDifference = 16;
/** A cut differs this much more than the frames before it did from each other. */
const leastRatio = 3;
/** Frames remembered to tell a cut from a shaking camera. */
const memory = 8;

/** A detector between two frames, as plain data. */
export interface SavedCuts {
  /** The last frame's thumbnail. */
  readonly previous: Float32Array | undefined;
  /** Differences of the frames before, 8-bit units. */
  readonly recent: readonly number[];
}

/** Tells scene cuts by the mean difference of a 32 x 18 thumbnail: some ten thousand samples a frame. */
export class CutDetector {
  #previous: Float32Array | undefined;
  readonly #recent: number[];

  constructor(saved?: SavedCuts) {
    this.#previous = saved?.previous;
    this.#recent = [...(saved?.recent ?? [])];
  }

  save(): SavedCuts {
    return { previous: this.#previous, recent: [...this.#recent] };
  }

  /** True when `image` starts a new scene. Frames must come in order; the first is no cut. */
  next(image: RgbImage): boolean {
    const current = thumbnail(image);
    const previous = this.#previous;
    this.#previous = current;
    if (previous === undefined) return false;
    let sum = 0;
    for (let i = 0; i < current.length; i++) sum += Math.abs(current[i] - previous[i]);
    const difference = sum / current.length;
    const usual = this.#recent.reduce((total, d) => total + d, 0) / Math.max(1, this.#recent.length);
    const cut = difference > leastDifference && difference > leastRatio * usual;
    if (cut) this.#recent.length = 0;
    else {
      this.#recent.push(difference);
      if (this.#recent.length > memory) this.#recent.shift();
    }
    return cut;
  }
}

/** [rows, columns, 3] means of evenly spread samples. */
function thumbnail(image: RgbImage): Float32Array {
  const { width, height, data } = image;
  const out = new Float32Array(rows * columns * 3);
  for (let y = 0; y < rows * samples; y++) {
    const row = Math.floor(((y + 0.5) * height) / (rows * samples)) * width;
    const cellRow = Math.floor(y / samples) * columns;
    for (let x = 0; x < columns * samples; x++) {
      const p = (row + Math.floor(((x + 0.5) * width) / (columns * samples))) * 3;
      const o = (cellRow + Math.floor(x / samples)) * 3;
      out[o] += data[p];
      out[o + 1] += data[p + 1];
      out[o + 2] += data[p + 2];
    }
  }
  for (let i = 0; i < out.length; i++) out[i] /= samples * samples;
  return out;
}
