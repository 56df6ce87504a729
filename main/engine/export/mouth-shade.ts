import type { FaceModel } from '../geometry/types';

/** Tongue and throat are part of the bag. */
const mouthRegions = ['teeth', 'mouthBag'];

/** Millimetres behind the lips at which a third of the light outside is left: about half the height of an open mouth. */
const dimming = 8;
/** Light that comes through the flesh, so that the throat is dark and red rather than black. */
const leastLight = 0.16;

const masks = new WeakMap<FaceModel, Uint8Array>();

/** [V] 1 behind the lips. */
export function mouthMask(model: FaceModel): Uint8Array {
  let mask = masks.get(model);
  if (mask === undefined) {
    const { region, regionNames } = model;
    mask = Uint8Array.from(region, (code) => (mouthRegions.includes(regionNames[code]) ? 1 : 0));
    masks.set(model, mask);
  }
  return mask;
}

const shades = new WeakMap<FaceModel, Float32Array>();

/**
 * [V] share of the light outside that reaches a place: 1 on the skin, less the deeper it lies in the mouth. A guess for
 * a mouth that stands open; in a closed one nobody sees it.
 */
export function mouthShade(model: FaceModel): Float32Array {
  let shade = shades.get(model);
  if (shade === undefined) {
    shade = shadeOf(model);
    shades.set(model, shade);
  }
  return shade;
}

function shadeOf(model: FaceModel): Float32Array {
  const { vertexCount, mean, region, regionNames } = model;
  const lips = Array.from({ length: vertexCount }, (_, v) => v).filter(
    (v) => regionNames[region[v]] === 'lips',
  );
  const lipsZ = lips.reduce((sum, v) => sum + mean[3 * v + 2], 0) / Math.max(1, lips.length);
  const inMouth = mouthMask(model);
  return Float32Array.from({ length: vertexCount }, (_, v) => {
    if (inMouth[v] === 0) return 1;
    const depth = Math.max(0, lipsZ - mean[3 * v + 2]);
    return leastLight + (1 - leastLight) * Math.exp(-depth / dimming);
  });
}

/**
 * Turns the normals [V,3] in camera space of what lies in the mouth to the viewer: light comes in between the lips,
 * whichever way the bag behind them bends.
 */
export function lightMouthFromFront(model: FaceModel, normals: Float32Array): void {
  mouthMask(model).forEach((inMouth, v) => {
    if (inMouth === 1) normals.set([0, 0, 1], 3 * v);
  });
}
