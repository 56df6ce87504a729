/** Half of the cylinder's turn that the chart's width shows, radians. */
const halfTurn = (115 / 180) * Math.PI;
/** The skin's chart lies above this v; what lies behind lids and lips below it. */
const skinFrom = 0.2;
const margin = 0.01;
/** The front of the face is drawn larger than its sides: how far towards a straight view of it, 0 to 1. */
const frontShare = 0.85;
/** Of the eyeballs, teeth and mouth: their boxes below the skin's chart, left to right. */
const innerBoxes = 4;

/**
 * UV coordinates for a face that brings none: skin unrolled from a cylinder about the vertical axis through the model's
 * origin (midway between the ears), inner parts seen from the front, each in a box of its own. Folds (behind ears, in
 * nostrils) lie over each other.
 * @param vertices [V,3] mm
 * @param boxOf [V] -1 for skin, else 0..3
 * @returns [V,2] 0..1, v up
 */
export function faceChart(vertices: Float32Array, boxOf: Int8Array): Float32Array {
  const uv = new Float32Array((vertices.length / 3) * 2);
  const flat = new Float32Array(uv.length);
  const groups = new Map<number, number[]>();
  boxOf.forEach((box, v) => {
    const [x, y, z] = vertices.subarray(3 * v, 3 * v + 3);
    flat[2 * v] = box < 0 ? Math.sin(within(Math.atan2(x, z) / halfTurn) * frontShare * (Math.PI / 2)) : x;
    flat[2 * v + 1] = y;
    const list = groups.get(box);
    if (list === undefined) groups.set(box, [v]);
    else list.push(v);
  });
  for (const [box, list] of groups) {
    const width = box < 0 ? 1 : 1 / innerBoxes;
    const left = box < 0 ? 0 : box * width;
    const [bottom, top] = box < 0 ? [skinFrom, 1] : [0, skinFrom];
    for (const [axis, from, to] of [
      [0, left + margin, left + width - margin],
      [1, bottom + margin, top - margin],
    ]) {
      let least = Infinity;
      let most = -Infinity;
      for (const v of list) {
        least = Math.min(least, flat[2 * v + axis]);
        most = Math.max(most, flat[2 * v + axis]);
      }
      const scale = (to - from) / Math.max(1e-6, most - least);
      for (const v of list) uv[2 * v + axis] = from + (flat[2 * v + axis] - least) * scale;
    }
  }
  return uv;
}

function within(share: number): number {
  return Math.max(-1, Math.min(1, share));
}
