import { warpImage } from '../../../engine/geometry/warp-image';
import { mulberry32 } from '../../../engine/pixels/mulberry32';
import { createRgbImage, type RgbImage } from '../../../engine/pixels/image';

/**
 * What a poor camera makes of a picture: it is reduced by `factor`, gets sensor noise, and is enlarged again. The same
 * `seed` gives the same noise.
 */
export class PoorCamera {
  readonly #small: RgbImage;
  readonly #out: RgbImage;
  readonly #uniform: () => number;

  constructor(
    width: number,
    height: number,
    private readonly factor: number,
    /** Standard deviation, 8-bit units. */
    private readonly noise: number,
    seed = 1,
  ) {
    this.#small = createRgbImage(Math.round(width / factor), Math.round(height / factor));
    this.#out = createRgbImage(width, height);
    this.#uniform = mulberry32(seed);
  }

  /** The returned picture is overwritten by the next call. */
  shoot(image: RgbImage): RgbImage {
    const small = this.#small;
    warpImage(image, { a: 1 / this.factor, b: 0, tx: 0, ty: 0 }, small, 'bilinear');
    for (let index = 0; index < small.data.length; index++) {
      const value = small.data[index] + this.noise * this.#gaussian();
      small.data[index] = value < 0 ? 0 : value > 255 ? 255 : value + 0.5;
    }
    warpImage(small, { a: this.factor, b: 0, tx: 0, ty: 0 }, this.#out, 'bicubic');
    return this.#out;
  }

  /** Sum of four uniforms, standardised: near enough to a normal draw for noise one sees. */
  #gaussian(): number {
    const sum = this.#uniform() + this.#uniform() + this.#uniform() + this.#uniform();
    return (sum - 2) * Math.sqrt(3);
  }
}
