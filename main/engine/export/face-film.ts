import { Rasterizer } from '../geometry/rasterizer';
import { sampleTexture, type UvTexture } from '../geometry/uv-texture';
import type { RgbImage } from '../pixels/image';
import { drawFace, relight, shrink, type FaceLook } from './face-view';
import { spreadColours } from './spread-colours';
import { gatherViews, type PersonSurface, type PersonView } from './gather-views';

/** How far the frame's own light is carried from what it shows onto what it hides: about 2^this pixels. */
const spreadLevels = 6;
/** Levels added to both before they are divided: dark pixels say little of light. */
const darkness = 8;
/** Bounds of how much brighter a frame may be than the texture. */
const gains = [0.4, 2.5] as const;

/**
 * A face that speaks while it looks one way: each frame's own pixels where it shows the skin, elsewhere the texture
 * gathered from the clip's best frames, under that frame's light. The head keeps its place.
 */
export class FaceFilm {
  private readonly raster: Rasterizer;
  private readonly texture: UvTexture;

  /**
   * @param texture of the whole clip, `unwrapTexture`; `delit` where the look has a light of its own, else `lit`
   * @param size edge of the pictures, pixels, divisible by 64
   */
  constructor(
    private readonly person: PersonSurface,
    texture: RgbImage,
    private readonly size: number,
    private readonly look: FaceLook,
  ) {
    this.raster = new Rasterizer(size);
    this.texture = { size: texture.width, data: Float32Array.from(texture.data, (value) => value / 255) };
  }

  /** @param view the frame; only its `fit`'s expression moves the mesh */
  frame(view: PersonView): RgbImage {
    const { raster, person, look, size } = this;
    const shading = drawFace(raster, person, view.fit.expression, look);
    const colours = this.textureColours();
    const skin = shading === undefined ? 'lit' : 'delit';
    const [own] = gatherViews(raster, person, [view], skin, ['itself']);
    this.blend(colours, own.colours, own.seen);
    if (shading !== undefined) relight(colours, raster, shading);
    return shrink(colours, raster, size);
  }

  /** [size*size,3] 0..255 */
  private textureColours(): Float32Array {
    const { raster, person } = this;
    const pixels = raster.size * raster.size;
    const uv = new Float32Array(pixels * 2);
    raster.interpolate(person.model.uv, 2, uv);
    const out = new Float32Array(pixels * 3);
    for (let n = 0; n < raster.touchedCount; n++) {
      const p = raster.touched[n];
      sampleTexture(this.texture, uv[p], uv[pixels + p], out, p * 3);
      for (let i = p * 3; i < p * 3 + 3; i++) out[i] *= 255;
    }
    return out;
  }

  /** Puts what the frame shows over `colours`, which first take the frame's light. */
  private blend(colours: Float32Array, own: Float32Array, seen: Float32Array): void {
    const { raster } = this;
    const ratios = new Float32Array(colours.length);
    const sums = [1e-6, 1e-6, 1e-6];
    const totals = [1e-6, 1e-6, 1e-6];
    for (let n = 0; n < raster.touchedCount; n++) {
      const p = raster.touched[n];
      if (seen[p] <= 0) continue;
      for (let c = 0; c < 3; c++) {
        const i = p * 3 + c;
        ratios[i] = Math.min(gains[1], Math.max(gains[0], (own[i] + darkness) / (colours[i] + darkness)));
        sums[c] += seen[p] * ratios[i];
        totals[c] += seen[p];
      }
    }
    const near = spreadColours(ratios, seen, raster.size, spreadLevels);
    const inner = new Float32Array(raster.size * raster.size);
    raster.interpolate(this.person.model.paintWeight, 1, inner);
    for (let n = 0; n < raster.touchedCount; n++) {
      const p = raster.touched[n];
      // Hair and ears come and go as the head turns: there the texture, which stays, is the calmer choice.
      const shown = seen[p] * seen[p] * (3 - 2 * seen[p]) * inner[p];
      const known = Math.min(1, near.weights[p]);
      for (let c = 0; c < 3; c++) {
        const i = p * 3 + c;
        const gain = known * near.colours[i] + (1 - known) * (sums[c] / totals[c]);
        colours[i] = shown * own[i] + (1 - shown) * colours[i] * gain;
      }
    }
  }
}
