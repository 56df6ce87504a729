import { poseMesh, sharedPosedMesh } from '../geometry/posed-mesh';
import type { Rasterizer } from '../geometry/rasterizer';
import { smoothStep } from '../geometry/smooth-step';
import { litColours } from '../geometry/spherical-harmonics';
import type { FaceModel } from '../geometry/types';
import { gatherViews, mirror, type PersonSurface, type PersonView } from './gather-views';
import { mouthMask, lightMouthFromFront, mouthShade } from './mouth-shade';
import { spreadColours } from './spread-colours';

/** Holes are filled from seen skin up to about 2^this pixels away, fading into the fill. */
const spreadLevels = 6;
/** How surely a place in the mouth must be known to be painted as a view shows it. */
const littleOfMouth = 0.05;
/** Share of the mean light in the fill: harmonics fitted to a face's front guess wildly about its back. */
const evenLight = 0.6;

/**
 * The colour of a person's surface at every pixel of a drawn mesh (a UV chart, or the face in another pose), read
 * straight from the views. What no view shows comes from close by, then from the mirrored place corrected by the light
 * there, then from the fitted albedo under the first view's light, which grows dim inside the mouth.
 * @param raster has the model's mesh drawn; its size is divisible by 64
 * @param views at least one
 * @param seen [size*size] 0..255, filled with how surely the views themselves show each place
 * @param skin `lit` as the views are, or `delit`: each view's colours divided by its own fitted light, which leaves the
 * skin's reflectance and whatever the nine harmonics do not explain (highlights, cast shadows)
 * @returns [size*size,3] 0..255, 0 where nothing is drawn
 */
export function colourSurface(
  raster: Rasterizer,
  person: PersonSurface,
  views: readonly PersonView[],
  seen?: Uint8Array,
  skin: 'lit' | 'delit' = 'lit',
): Float32Array {
  const [direct, mirrored] = gatherViews(raster, person, views, skin, ['itself', 'mirrored']);
  const near = spreadColours(direct.colours, direct.seen, raster.size, spreadLevels);
  const fill = skin === 'lit' ? fillColours(raster, person, views[0]) : plainColours(raster, person.albedo);
  const { model } = person;
  const inMouth = mouthMask(model);
  const out = new Float32Array(raster.size * raster.size * 3);
  for (let n = 0; n < raster.touchedCount; n++) {
    const p = raster.touched[n];
    // What the chart has beside teeth and throat is no neighbour of theirs.
    const isApart = inMouth[model.triangles[raster.triangle[p] * 3]] === 1;
    const sure = smoothStep(0, 1, direct.seen[p]);
    if (seen !== undefined) seen[p] = Math.round(255 * sure);
    // Bright teeth around a throat that is half dark would look like a hole: little is taken for all.
    const own = isApart ? smoothStep(0, littleOfMouth, direct.seen[p]) : sure;
    const beside = isApart ? 0 : (1 - own) * smoothStep(0, 0.5, near.weights[p]);
    const other = (1 - own - beside) * smoothStep(0, 1, mirrored.seen[p]);
    const rest = 1 - own - beside - other;
    for (let i = p * 3; i < p * 3 + 3; i++) {
      out[i] =
        own * direct.colours[i] +
        beside * near.colours[i] +
        other * mirrored.colours[i] * fill.relight[i] +
        rest * fill.colours[i];
    }
  }
  return out;
}

/** The fill of de-lit skin: the fitted reflectance, for which no place's light differs from another's. */
function plainColours(
  raster: Rasterizer,
  albedo: Float32Array,
): { colours: Float32Array; relight: Float32Array } {
  const relight = new Float32Array(raster.size * raster.size * 3).fill(1);
  return { colours: interleave(raster, albedo, 255), relight };
}

/** The albedo under a view's light, and by how much that light differs from the mirrored place's; both [size*size,3]. */
function fillColours(
  raster: Rasterizer,
  person: PersonSurface,
  view: PersonView,
): { colours: Float32Array; relight: Float32Array } {
  const { model, neutral, albedo } = person;
  const mesh = sharedPosedMesh(model);
  poseMesh(model, neutral, view.fit, view.camera, { a: 1, b: 0, tx: 0, ty: 0 }, mesh);
  lightMouthFromFront(model, mesh.normals);
  const lit = new Float32Array(model.vertexCount * 3);
  litColours(albedo, mesh.normals, view.fit.light, lit);
  const meanLight = meanLightOf(model, albedo, lit, mesh.facing);
  const shade = mouthShade(model);
  const fill = lit.map(
    (value, i) => shade[Math.floor(i / 3)] * (value + evenLight * (albedo[i] * meanLight[i % 3] - value)),
  );
  const litThere = mirror(model, lit, 3);
  const ratio = lit.map((value, i) => Math.min(2, Math.max(0.5, (value + 0.05) / (litThere[i] + 0.05))));
  return { colours: interleave(raster, fill, 255), relight: interleave(raster, ratio, 1) };
}

function interleave(raster: Rasterizer, attribute: Float32Array, scale: number): Float32Array {
  const pixels = raster.size * raster.size;
  const planes = new Float32Array(pixels * 3);
  raster.interpolate(attribute, 3, planes);
  const out = new Float32Array(pixels * 3);
  for (let n = 0; n < raster.touchedCount; n++) {
    const p = raster.touched[n];
    for (let c = 0; c < 3; c++) out[p * 3 + c] = planes[c * pixels + p] * scale;
  }
  return out;
}

/** Mean of lit colour over reflectance, by channel, over the skin that faces the camera best. */
function meanLightOf(
  model: FaceModel,
  albedo: Float32Array,
  lit: Float32Array,
  facing: Float32Array,
): readonly number[] {
  const sums = [0, 0, 0];
  const totals = [1e-6, 1e-6, 1e-6];
  for (let v = 0; v < model.vertexCount; v++) {
    const weight = Math.max(0, facing[v] - 0.3) * model.paintWeight[v];
    for (let c = 0; c < 3; c++) {
      sums[c] += weight * lit[3 * v + c];
      totals[c] += weight * albedo[3 * v + c];
    }
  }
  return sums.map((sum, c) => sum / totals[c]);
}
