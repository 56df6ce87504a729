import type { ForeignExpression } from '../../geometry/foreign-face';

/** How far an eye turns at weight 1, radians: what eyes do before the head follows. */
const farthestRadians = 0.55;

/** GNM's skeleton, as far as its file has it. */
export interface GnmJoints {
  readonly names: readonly string[];
  /** [J,3] mm */
  readonly positions: Float32Array;
  /** [J,V] 0..1 */
  readonly weights: Float32Array;
}

/** Turns about the head's axes (x to the viewer's right, y up): [about x, about y], by the subject's eye. */
const turns = {
  Left: { Out: [0, 1], In: [0, -1], Up: [-1, 0], Down: [1, 0] },
  Right: { Out: [0, -1], In: [0, 1], Up: [-1, 0], Down: [1, 0] },
} as const;

/**
 * The turns of both eyes about their joints as units of ARKit's names, which gaze is read into; none where the file has no
 * two such joints.
 * @param mean [V,3] mm
 */
export function gazeUnits(mean: Float32Array, joints: GnmJoints): ForeignExpression[] {
  const count = mean.length / 3;
  const units: ForeignExpression[] = [];
  for (const side of ['Left', 'Right'] as const) {
    const lower = side.toLowerCase();
    const joint = joints.names.findIndex((name) => /eye/i.test(name) && name.toLowerCase().includes(lower));
    if (joint < 0) return [];
    for (const [way, [aboutX, aboutY]] of Object.entries(turns[side])) {
      const offsets = new Float32Array(mean.length);
      for (let v = 0; v < count; v++) {
        const weight = joints.weights[joint * count + v];
        if (weight === 0) continue;
        const [x, y, z] = [0, 1, 2].map((axis) => mean[3 * v + axis] - joints.positions[3 * joint + axis]);
        const sin = weight * Math.sin(farthestRadians);
        const less = weight * (1 - Math.cos(farthestRadians));
        // Rodrigues 1840 about x or y, without the point itself.
        if (aboutX === 0) offsets.set([aboutY * sin * z - less * x, 0, -aboutY * sin * x - less * z], 3 * v);
        else offsets.set([0, -aboutX * sin * z - less * y, aboutX * sin * y - less * z], 3 * v);
      }
      units.push({ name: `eyeLook${way}${side}`, offsets, isUnit: true });
    }
  }
  return units;
}
