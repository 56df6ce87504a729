import { Rasterizer } from '../geometry/rasterizer';
import type { FaceModel } from '../geometry/types';
import { createRgbImage } from '../pixels/image';
import type { RgbImage } from '../pixels/image';
import type { PersonSurface, PersonView } from './gather-views';
import { colourSurface } from './surface-colours';

/**
 * A person's surface unwrapped into the model's UV layout: square, RGB, first row at v = 1.
 * @param views at least one, see `colourSurface`
 * @param size edge of the texture, pixels, divisible by 64
 * @param seen [size,size] 0..255, filled with where the views show it; elsewhere its colours are guessed
 * @param skin lit as the views are, or with their light taken away, see `colourSurface`
 */
export function unwrapTexture(
  person: PersonSurface,
  views: readonly PersonView[],
  size = 1024,
  seen?: Uint8Array,
  skin: 'lit' | 'delit' = 'lit',
): RgbImage {
  const { model, neutral } = person;
  const chart = new Rasterizer(size);
  const places = model.uv.map((value, i) => (i % 2 === 0 ? value : 1 - value) * size);
  chart.draw(places, chartOrder(neutral), orientedTriangles(model));
  const texture = createRgbImage(size, size);
  const colours = colourSurface(chart, person, views, seen, skin);
  for (let i = 0; i < colours.length; i++) texture.data[i] = Math.min(255, colours[i] + 0.5);
  padBorders(texture, chart);
  return texture;
}

/** Where surfaces share a place in the chart (folds of lips and lids), the one further to the front has it. */
function chartOrder(neutral: Float32Array): Float32Array {
  const far = 1e5; // so far that interpolation stays linear within a triangle
  return Float32Array.from({ length: neutral.length / 3 }, (_, v) => 1 / (far - neutral[3 * v + 2]));
}

/** The triangles with corners exchanged where the chart mirrors them: the rasterizer draws one orientation only. */
function orientedTriangles(model: FaceModel): Uint16Array {
  const { uv } = model;
  const triangles = model.triangles.slice();
  for (let i = 0; i < triangles.length; i += 3) {
    const a = triangles[i] * 2;
    const b = triangles[i + 1] * 2;
    const c = triangles[i + 2] * 2;
    const area = (uv[b] - uv[a]) * (uv[c + 1] - uv[a + 1]) - (uv[c] - uv[a]) * (uv[b + 1] - uv[a + 1]);
    if (area < 0) triangles.subarray(i + 1, i + 3).reverse();
  }
  return triangles;
}

/** Texels past the chart's edges that get its colour, so that enlarging filters do not draw black in. */
const padding = 6;

function padBorders(texture: RgbImage, chart: Rasterizer): void {
  const { size } = chart;
  const { data } = texture;
  let filled = Uint8Array.from(chart.triangle, (triangle) => (triangle >= 0 ? 1 : 0));
  for (let round = 0; round < padding; round++) {
    const next = filled.slice();
    for (let y = 1; y < size - 1; y++) {
      for (let x = 1; x < size - 1; x++) {
        const p = y * size + x;
        if (filled[p] === 1) continue;
        const from = [p - 1, p + 1, p - size, p + size].find((q) => filled[q] === 1);
        if (from === undefined) continue;
        data.copyWithin(p * 3, from * 3, from * 3 + 3);
        next[p] = 1;
      }
    }
    filled = next;
  }
}
