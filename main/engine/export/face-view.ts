import { shadingOf } from '../geometry/face-light';
import { drawMesh, poseMesh, sharedPosedMesh } from '../geometry/posed-mesh';
import { rotateDirections, rotationOf } from '../geometry/projection';
import { Rasterizer } from '../geometry/rasterizer';
import type { Camera } from '../geometry/types';
import { createRgbImage } from '../pixels/image';
import type { RgbImage } from '../pixels/image';
import type { PersonSurface, PersonView } from './gather-views';
import { lightMouthFromFront } from './mouth-shade';
import { colourSurface } from './surface-colours';

/** How a face is to be seen. */
export interface FaceLook {
  /** As `Pose` counts them; 0 looks at the viewer. */
  readonly yawRadians: number;
  readonly pitchRadians: number;
  /** [27]; the light of the views where absent. */
  readonly light?: ArrayLike<number> | undefined;
}

export const fromTheFront: FaceLook = { yawRadians: 0, pitchRadians: 0 };

/** Distance of the viewer, mm: a portrait lens's, so that the nose is not enlarged. */
const distance = 1200;
/** Share of the picture that the face's longer side takes. */
const fill = 0.86;
/** Each pixel is the mean of this many squared. */
const oversampling = 2;
/** The studio's neutral backdrop: skin is judged against no chroma at all. */
export const backdrop = 36;

/**
 * The face as seen from another side, by default from the front, on a neutral backdrop. Colours are read straight from
 * the views, so it is as sharp as they are.
 * @param views at least one, see `colourSurface`
 * @param expression [E]; lids and lips match the pictures only with that of the first view
 * @param size edge of the picture, pixels, divisible by 32
 * @returns the picture, and [size*size] 0..255 how surely the views show each place; where they do not, it is filled
 * from beside it, from the mirrored place and from the face model
 */
export function renderFaceView(
  person: PersonSurface,
  views: readonly PersonView[],
  expression: Float32Array,
  size: number,
  look: FaceLook = fromTheFront,
): { image: RgbImage; confidence: Uint8Array } {
  const raster = new Rasterizer(size * oversampling);
  const shading = drawFace(raster, person, expression, look);
  const seen = new Uint8Array(raster.size * raster.size);
  const colours = colourSurface(raster, person, views, seen, shading === undefined ? 'lit' : 'delit');
  if (shading !== undefined) relight(colours, raster, shading);
  return { image: shrink(colours, raster, size), confidence: shrinkPlane(seen, raster.size, size) };
}

/**
 * Draws the face before a camera that looks at the middle of its neutral shape, so that a face that speaks keeps its
 * place.
 * @returns [V,3] what the look's own light multiplies reflectance by, where it has one
 */
export function drawFace(
  raster: Rasterizer,
  { model, neutral }: PersonSurface,
  expression: Float32Array,
  { yawRadians, pitchRadians, light }: FaceLook,
): Float32Array | undefined {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let i = 0; i < neutral.length; i++) {
    low[i % 3] = Math.min(low[i % 3], neutral[i]);
    high[i % 3] = Math.max(high[i % 3], neutral[i]);
  }
  const extent = Math.max(high[0] - low[0], high[1] - low[1]);
  const camera: Camera = {
    focalPixels: (fill * raster.size * distance) / extent,
    centreX: raster.size / 2,
    centreY: raster.size / 2,
  };
  const middle = low.map((value, axis) => (value + high[axis]) / 2);
  const turn = { pitchRadians, yawRadians, rollRadians: 0 };
  const [x, y, z] = rotated(turn, middle);
  const near = distance + (high[2] - low[2]) / 2;
  const pose = { ...turn, translation: [-x, -y, -near - z] as const };
  const mesh = sharedPosedMesh(model);
  poseMesh(model, neutral, { pose, expression }, camera, { a: 1, b: 0, tx: 0, ty: 0 }, mesh);
  drawMesh(raster, model, mesh);
  lightMouthFromFront(model, mesh.normals);
  return light === undefined ? undefined : shadingOf(mesh.normals, light);
}

function rotated(
  turn: { pitchRadians: number; yawRadians: number; rollRadians: number },
  point: readonly number[],
): Float32Array {
  const out = Float32Array.from(point);
  rotateDirections(rotationOf({ ...turn, translation: [0, 0, 0] }), out, out);
  return out;
}

/** Multiplies colours [size*size,3] by a shading [V,3] of the drawn mesh. */
export function relight(colours: Float32Array, raster: Rasterizer, shading: Float32Array): void {
  const pixels = raster.size * raster.size;
  const planes = new Float32Array(pixels * 3);
  raster.interpolate(shading, 3, planes);
  for (let n = 0; n < raster.touchedCount; n++) {
    const p = raster.touched[n];
    for (let c = 0; c < 3; c++) colours[p * 3 + c] *= planes[c * pixels + p];
  }
}

/** Means of blocks of colours [raster.size^2,3], over the backdrop. */
export function shrink(colours: Float32Array, raster: Rasterizer, size: number): RgbImage {
  const out = createRgbImage(size, size);
  const factor = raster.size / size;
  const scale = 1 / (factor * factor);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let j = 0; j < factor; j++) {
          const row = (y * factor + j) * raster.size + x * factor;
          for (let p = row; p < row + factor; p++) {
            sum += backdrop + raster.coverage[p] * (colours[p * 3 + c] - backdrop);
          }
        }
        out.data[(y * size + x) * 3 + c] = Math.round(Math.min(255, sum * scale));
      }
    }
  }
  return out;
}

/** Means of blocks. */
function shrinkPlane(plane: Uint8Array, from: number, size: number): Uint8Array {
  const factor = from / size;
  return Uint8Array.from({ length: size * size }, (_, i) => {
    let sum = 0;
    const top = Math.floor(i / size) * factor;
    for (let y = top; y < top + factor; y++) {
      const row = y * from + (i % size) * factor;
      for (let p = row; p < row + factor; p++) sum += plane[p];
    }
    return Math.round(sum / (factor * factor));
  });
}
