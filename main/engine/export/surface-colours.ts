import { drawMesh, poseMesh, sharedPosedMesh } from '../geometry/posed-mesh';
import { Rasterizer } from '../geometry/rasterizer';
import { cropFromFrameOfFit } from '../geometry/skin-samples';
import { litColours } from '../geometry/spherical-harmonics';
import type { Camera, FaceFit, FaceModel } from '../geometry/types';
import { warpImage } from '../geometry/warp-image';
import { createRgbImage } from '../pixels/image';
import type { RgbImage } from '../pixels/image';
import { isInMouth, mouthShade } from './mouth-shade';
import { spreadColours } from './spread-colours';

/** A frame that shows the person. */
export interface PersonView {
  readonly image: RgbImage;
  readonly fit: FaceFit;
  readonly camera: Camera;
  /** Relative trust, above 0: sharpness, size. The largest decides where views disagree. */
  readonly weight: number;
}

/** A person's face: shape and reflectance. */
export interface PersonSurface {
  readonly model: FaceModel;
  /** [V,3] mm, `neutralFace`. */
  readonly neutral: Float32Array;
  /** [V,3] sRGB 0..1, `albedoColours`. */
  readonly albedo: Float32Array;
}

/** Edge of the crop that a view is read from: finer than a face's texture needs, and free of aliasing. */
const viewSize = 768;
/** Cosines between which a surface turned away loses its say. */
const edgeOn = [0.15, 0.6] as const;
/** Millimetres behind the nearest surface up to which a point is seen, and from which it is hidden. */
const skinBehind = [4, 12] as const;
/** The same for what lies closely behind lids and lips. */
const innerBehind = [0.5, 2] as const;
const innerRegions = ['leftEyeball', 'rightEyeball', 'teeth', 'mouthBag'];
/** Falls off so fast that the best view of a place dominates and expressions do not mix. */
const decisiveness = 4;
/** Holes are filled from seen skin up to about 2^this pixels away, fading into the fill. */
const spreadLevels = 6;
/** Light is taken away by at most this factor: past it, dark pixels would become noise. */
const strongestUnlight = 3;
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
  const direct = gatherViews(raster, person, views, false, skin);
  const mirrored = gatherViews(raster, person, views, true, skin);
  const near = spreadColours(direct.colours, direct.seen, raster.size, spreadLevels);
  const fill = skin === 'lit' ? fillColours(raster, person, views[0]) : plainColours(raster, person.albedo);
  const { model } = person;
  const out = new Float32Array(raster.size * raster.size * 3);
  for (let n = 0; n < raster.touchedCount; n++) {
    const p = raster.touched[n];
    const own = smooth(0, 1, direct.seen[p]);
    if (seen !== undefined) seen[p] = Math.round(255 * own);
    // What the chart has beside teeth and throat is no neighbour of theirs.
    const isApart = isInMouth(model, model.triangles[raster.triangle[p] * 3]);
    const beside = isApart ? 0 : (1 - own) * smooth(0, 0.5, near.weights[p]);
    const other = (1 - own - beside) * smooth(0, 1, mirrored.seen[p]);
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

/** What views show of a drawn mesh. */
export interface Gathered {
  /** [size*size,3] 0..255. */
  readonly colours: Float32Array;
  /** [size*size] 0..1. */
  readonly seen: Float32Array;
}

/**
 * What the views show of each drawn place, or of its mirror image; nothing is filled in. For the parameters see
 * `colourSurface`.
 */
export function gatherViews(
  raster: Rasterizer,
  person: PersonSurface,
  views: readonly PersonView[],
  mirrored: boolean,
  skin: 'lit' | 'delit',
): Gathered {
  const pixels = raster.size * raster.size;
  const colours = new Float32Array(pixels * 3);
  const seen = new Float32Array(pixels);
  for (const view of views) gatherView(raster, person, view, mirrored, skin, colours, seen);
  const best = views.reduce((most, view) => Math.max(most, view.weight), 0);
  for (let p = 0; p < pixels; p++) {
    if (seen[p] <= 0) continue;
    for (let c = 0; c < 3; c++) colours[p * 3 + c] /= seen[p];
    seen[p] = Math.min(1, (seen[p] / best) ** (1 / decisiveness));
  }
  return { colours, seen };
}

let depth: Rasterizer | undefined;

/** Adds what one view shows of each drawn place, or of its mirror image: weighted colours and weights. */
function gatherView(
  raster: Rasterizer,
  person: PersonSurface,
  view: PersonView,
  mirrored: boolean,
  skin: 'lit' | 'delit',
  colours: Float32Array,
  weights: Float32Array,
): void {
  const { model, neutral } = person;
  const cropFromFrame = cropFromFrameOfFit(model, neutral, view.fit, view.camera, viewSize);
  const crop = createRgbImage(viewSize, viewSize);
  warpImage(view.image, cropFromFrame, crop, 'bicubic');
  const mesh = sharedPosedMesh(model);
  poseMesh(model, neutral, view.fit, view.camera, cropFromFrame, mesh);
  depth ??= new Rasterizer(viewSize);
  drawMesh(depth, model, mesh);

  const pixels = raster.size * raster.size;
  const inCamera = new Float32Array(pixels * 3);
  const facing = new Float32Array(pixels);
  raster.interpolate(mirrored ? mirror(model, mesh.inCamera, 3) : mesh.inCamera, 3, inCamera);
  raster.interpolate(mirrored ? mirror(model, mesh.facing, 1) : mesh.facing, 1, facing);
  const tint = new Float32Array(pixels * 3).fill(1);
  if (skin === 'delit') {
    const unlight = unlightOf(person, mesh.normals, view.fit.light);
    raster.interpolate(mirrored ? mirror(model, unlight, 3) : unlight, 3, tint);
  }
  const inner = Uint8Array.from(model.region, (region) =>
    innerRegions.includes(model.regionNames[String(region)]) ? 1 : 0,
  );
  const { camera, image } = view;
  for (let n = 0; n < raster.touchedCount; n++) {
    const p = raster.touched[n];
    const z = -inCamera[2 * pixels + p];
    const frameX = camera.centreX + (camera.focalPixels * inCamera[p]) / z;
    const frameY = camera.centreY - (camera.focalPixels * inCamera[pixels + p]) / z;
    if (frameX < 1 || frameY < 1 || frameX > image.width - 1 || frameY > image.height - 1) continue;
    const u = cropFromFrame.a * frameX - cropFromFrame.b * frameY + cropFromFrame.tx;
    const v = cropFromFrame.b * frameX + cropFromFrame.a * frameY + cropFromFrame.ty;
    if (u < 1 || v < 1 || u > viewSize - 1 || v > viewSize - 1) continue;
    const nearest = depth.inverseDepth[Math.floor(v) * viewSize + Math.floor(u)];
    if (nearest <= 0) continue;
    const behind = inner[model.triangles[raster.triangle[p] * 3]] === 1 ? innerBehind : skinBehind;
    const seen =
      smooth(edgeOn[0], edgeOn[1], facing[p]) * (1 - smooth(behind[0], behind[1], z - 1 / nearest));
    if (seen <= 0) continue;
    const weight = view.weight * seen ** decisiveness;
    addSample(crop, u - 0.5, v - 0.5, weight, tint, colours, p);
    weights[p] += weight;
  }
}

/** A vertex attribute [V,channels] with every vertex's taken from its mirror image. */
function mirror(model: FaceModel, attribute: Float32Array, channels: number): Float32Array {
  const out = new Float32Array(attribute.length);
  for (let v = 0; v < model.vertexCount; v++) {
    for (let c = 0; c < channels; c++) out[v * channels + c] = attribute[model.symmetry[v] * channels + c];
  }
  return out;
}

/** @param tint [3,pixels] factors of the sample's colour at pixel `p` */
function addSample(
  crop: RgbImage,
  u: number,
  v: number,
  weight: number,
  tint: Float32Array,
  sums: Float32Array,
  p: number,
): void {
  const x = Math.min(crop.width - 2, Math.max(0, Math.floor(u)));
  const y = Math.min(crop.height - 2, Math.max(0, Math.floor(v)));
  const fx = Math.min(1, Math.max(0, u - x));
  const fy = Math.min(1, Math.max(0, v - y));
  const top = (y * crop.width + x) * 3;
  const bottom = top + crop.width * 3;
  const pixels = tint.length / 3;
  for (let c = 0; c < 3; c++) {
    const upper = crop.data[top + c] * (1 - fx) + crop.data[top + 3 + c] * fx;
    const lower = crop.data[bottom + c] * (1 - fx) + crop.data[bottom + 3 + c] * fx;
    sums[p * 3 + c] += weight * tint[c * pixels + p] * (upper * (1 - fy) + lower * fy);
  }
}

/** [V,3] reflectance over lit colour: what a view's colours are multiplied by to take its light away. */
function unlightOf(person: PersonSurface, normals: Float32Array, light: Float32Array): Float32Array {
  const lit = new Float32Array(normals.length);
  litColours(person.albedo, normals, light, lit);
  return lit.map((value, i) =>
    Math.min(strongestUnlight, Math.max(1 / strongestUnlight, (person.albedo[i] + 0.002) / (value + 0.002))),
  );
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

function smooth(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
