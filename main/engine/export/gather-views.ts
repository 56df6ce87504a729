import { drawMesh, poseMesh, sharedPosedMesh, type PosedMesh } from '../geometry/posed-mesh';
import { Rasterizer } from '../geometry/rasterizer';
import { cropFromFrameOfFit } from '../geometry/skin-samples';
import { smoothStep } from '../geometry/smooth-step';
import { litColours } from '../geometry/spherical-harmonics';
import type { Camera, FaceFit, FaceModel, Similarity } from '../geometry/types';
import { warpImage } from '../geometry/warp-image';
import { createRgbImage } from '../pixels/image';
import type { RgbImage } from '../pixels/image';
import { lightMouthFromFront, mouthMask } from './mouth-shade';
import { mouthOpening, opennessAt, type MouthOpening } from './mouth-opening';

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
/** Light is taken away by at most this factor: past it, dark pixels would become noise. */
const strongestUnlight = 3;

/** What views show of a drawn mesh. */
export interface Gathered {
  /** [size*size,3] 0..255. */
  readonly colours: Float32Array;
  /** [size*size] 0..1. */
  readonly seen: Float32Array;
}

/** A drawn place, or the one that a mirror would show there. */
export type Side = 'itself' | 'mirrored';

/**
 * What the views show of each drawn place, on the sides asked for; nothing is filled in. For the other parameters see
 * `colourSurface`.
 */
export function gatherViews(
  raster: Rasterizer,
  person: PersonSurface,
  views: readonly PersonView[],
  skin: 'lit' | 'delit',
  sides: readonly Side[],
): Gathered[] {
  const pixels = raster.size * raster.size;
  const gathered = sides.map(() => ({
    colours: new Float32Array(pixels * 3),
    seen: new Float32Array(pixels),
  }));
  for (const view of views) {
    const reading = readView(person, view, skin);
    sides.forEach((side, i) => addView(raster, person.model, view, reading, side, gathered[i]));
  }
  const best = views.reduce((most, view) => Math.max(most, view.weight), 0);
  for (const { colours, seen } of gathered) {
    for (let p = 0; p < pixels; p++) {
      if (seen[p] <= 0) continue;
      for (let c = 0; c < 3; c++) colours[p * 3 + c] /= seen[p];
      seen[p] = Math.min(1, (seen[p] / best) ** (1 / decisiveness));
    }
  }
  return gathered;
}

/** One view, ready to be looked up; valid until the next is read. */
interface ViewReading {
  readonly crop: RgbImage;
  readonly cropFromFrame: Similarity;
  readonly mesh: PosedMesh;
  /** The mesh as the crop shows it. */
  readonly depth: Rasterizer;
  /** [V,3] what takes the view's light away; not of lit skin. */
  readonly unlight: Float32Array | undefined;
  readonly opening: MouthOpening | undefined;
}

let depth: Rasterizer | undefined;

function readView(person: PersonSurface, view: PersonView, skin: 'lit' | 'delit'): ViewReading {
  const { model, neutral } = person;
  const cropFromFrame = cropFromFrameOfFit(model, neutral, view.fit, view.camera, viewSize);
  const crop = createRgbImage(viewSize, viewSize);
  warpImage(view.image, cropFromFrame, crop, 'bicubic');
  const mesh = sharedPosedMesh(model);
  poseMesh(model, neutral, view.fit, view.camera, cropFromFrame, mesh);
  depth ??= new Rasterizer(viewSize);
  drawMesh(depth, model, mesh);
  let unlight: Float32Array | undefined;
  if (skin === 'delit') {
    lightMouthFromFront(model, mesh.normals);
    unlight = unlightOf(person, mesh.normals, view.fit.light);
  }
  return { crop, cropFromFrame, mesh, depth, unlight, opening: mouthOpening(depth, model, crop) };
}

/** Adds what one view shows of one side of each drawn place to `sums`: weighted colours and weights. */
function addView(
  raster: Rasterizer,
  model: FaceModel,
  view: PersonView,
  { crop, cropFromFrame, mesh, depth, unlight, opening }: ViewReading,
  side: Side,
  sums: Gathered,
): void {
  const { colours, seen: weights } = sums;
  const pixels = raster.size * raster.size;
  const inCamera = new Float32Array(pixels * 3);
  const facing = new Float32Array(pixels);
  const sided = (attribute: Float32Array, channels: number): Float32Array =>
    side === 'mirrored' ? mirror(model, attribute, channels) : attribute;
  raster.interpolate(sided(mesh.inCamera, 3), 3, inCamera);
  raster.interpolate(sided(mesh.facing, 1), 1, facing);
  const tint = new Float32Array(pixels * 3).fill(1);
  if (unlight !== undefined) raster.interpolate(sided(unlight, 3), 3, tint);
  const inMouth = mouthMask(model);
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
    const vertex = model.triangles[raster.triangle[p] * 3];
    if (opening !== undefined && inMouth[vertex] === 1) {
      const weight = view.weight * opennessAt(opening, u, v) ** decisiveness;
      addSample(opening.image, u - 0.5 - opening.left, v - 0.5 - opening.top, weight, tint, colours, p);
      weights[p] += weight;
      continue;
    }
    const nearest = depth.inverseDepth[Math.floor(v) * viewSize + Math.floor(u)];
    if (nearest <= 0) continue;
    const behind = inner[vertex] === 1 ? innerBehind : skinBehind;
    const seen =
      smoothStep(edgeOn[0], edgeOn[1], facing[p]) * (1 - smoothStep(behind[0], behind[1], z - 1 / nearest));
    if (seen <= 0) continue;
    const weight = view.weight * seen ** decisiveness;
    addSample(crop, u - 0.5, v - 0.5, weight, tint, colours, p);
    weights[p] += weight;
  }
}

/** A vertex attribute [V,channels] with every vertex's taken from its mirror image. */
export function mirror(model: FaceModel, attribute: Float32Array, channels: number): Float32Array {
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
