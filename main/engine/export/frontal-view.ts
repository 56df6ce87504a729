import { drawMesh, poseMesh, sharedPosedMesh } from '../geometry/posed-mesh';
import { Rasterizer } from '../geometry/rasterizer';
import { expressedShape } from '../geometry/shape';
import type { Camera } from '../geometry/types';
import { createRgbImage } from '../pixels/image';
import type { RgbImage } from '../pixels/image';
import { colourSurface } from './surface-colours';
import type { PersonSurface, PersonView } from './surface-colours';

/** Distance of the viewer, mm: a portrait lens's, so that the nose is not enlarged. */
const distance = 1200;
/** Share of the picture that the face's longer side takes. */
const fill = 0.86;
/** Each pixel is the mean of this many squared. */
const oversampling = 2;
/** The studio's neutral backdrop: skin is judged against no chroma at all. */
const backdrop = 36;

/**
 * The face turned to the camera, on a neutral backdrop. Colours are read straight from the views, so it is as sharp as
 * they are; the expression is that of the first view, or its lids and lips would not match.
 * @param views at least one, see `colourSurface`
 * @param size edge of the picture, pixels, divisible by 32
 */
export function renderFrontal(person: PersonSurface, views: readonly PersonView[], size: number): RgbImage {
  const raster = new Rasterizer(size * oversampling);
  drawFrontal(raster, person, views[0].fit.expression);
  return shrink(colourSurface(raster, person, views), raster, size);
}

/** Draws the face before a camera that looks at its middle. */
function drawFrontal(raster: Rasterizer, person: PersonSurface, expression: Float32Array): void {
  const { model, neutral } = person;
  const vertices = new Float32Array(neutral.length);
  expressedShape(model, neutral, expression, vertices);
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < vertices.length; i++) {
    low[i % 3] = Math.min(low[i % 3], vertices[i]);
    high[i % 3] = Math.max(high[i % 3], vertices[i]);
  }
  const extent = Math.max(high[0] - low[0], high[1] - low[1]);
  const camera: Camera = {
    focalPixels: (fill * raster.size * distance) / extent,
    centreX: raster.size / 2,
    centreY: raster.size / 2,
  };
  const pose = {
    pitchRadians: 0,
    yawRadians: 0,
    rollRadians: 0,
    translation: [-(low[0] + high[0]) / 2, -(low[1] + high[1]) / 2, -distance - high[2]] as const,
  };
  const mesh = sharedPosedMesh(model);
  poseMesh(model, neutral, { pose, expression }, camera, { a: 1, b: 0, tx: 0, ty: 0 }, mesh);
  drawMesh(raster, model, mesh);
}

/** Means of blocks, over the backdrop. */
function shrink(colours: Float32Array, raster: Rasterizer, size: number): RgbImage {
  const out = createRgbImage(size, size);
  const scale = 1 / (oversampling * oversampling);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let j = 0; j < oversampling; j++) {
          const row = (y * oversampling + j) * raster.size + x * oversampling;
          for (let p = row; p < row + oversampling; p++) {
            sum += backdrop + raster.coverage[p] * (colours[p * 3 + c] - backdrop);
          }
        }
        out.data[(y * size + x) * 3 + c] = Math.round(Math.min(255, sum * scale));
      }
    }
  }
  return out;
}
