/** Points 17 to 67 of iBUG-68 (Sagonas et al. 2013) in the 478-point mesh, as native-models/facet-face/build/canonical.py has them. */
const inner = [
  ...[70, 63, 105, 66, 107, 336, 296, 334, 293, 300, 168, 197, 5, 4, 75, 97, 2, 326, 305],
  ...[33, 160, 158, 133, 153, 144, 362, 385, 387, 263, 373, 380],
  ...[61, 39, 37, 0, 267, 269, 291, 405, 314, 17, 84, 181, 78, 81, 13, 311, 308, 402, 14, 178],
];
/** The jaw from ear to chin to ear, which the first 17 divide evenly. */
const jaw = [127, 234, 93, 58, 172, 136, 149, 148, 152, 377, 378, 365, 397, 288, 323, 454, 356];

/**
 * The 68 points as the landmark network sees them.
 * @param landmarks 478 x (x, y, z), frame pixels
 * @returns [68,2]
 */
export function ibugLandmarks(landmarks: Float32Array): Float32Array {
  const out = new Float32Array(68 * 2);
  const chain = jaw.map((p): [number, number] => [landmarks[3 * p], landmarks[3 * p + 1]]);
  evenly(chain.slice(0, 9)).forEach((point, i) => {
    out.set(point, 2 * i);
  });
  evenly(chain.slice(8)).forEach((point, i) => {
    out.set(point, 2 * (8 + i));
  });
  inner.forEach((p, i) => {
    out.set([landmarks[3 * p], landmarks[3 * p + 1]], 2 * (17 + i));
  });
  return out;
}

/** Nine points at even steps along a chain. */
function evenly(chain: readonly (readonly [number, number])[]): [number, number][] {
  const along = [0];
  for (let i = 1; i < chain.length; i++) {
    along.push(along[i - 1] + Math.hypot(chain[i][0] - chain[i - 1][0], chain[i][1] - chain[i - 1][1]));
  }
  const steps = 8;
  return Array.from({ length: steps + 1 }, (_, k): [number, number] => {
    const at = (along[along.length - 1] * k) / steps;
    let i = 1;
    while (i < chain.length - 1 && along[i] < at) i++;
    const t = (at - along[i - 1]) / Math.max(1e-9, along[i] - along[i - 1]);
    const [a, b] = [chain[i - 1], chain[i]];
    return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
  });
}

/** Normalised mean errors of [68,2] points: over the distance of the outer eye corners (300-W), of the eyes' middles, and without the jaw. */
export function normalisedMeanErrors(
  found: Float32Array,
  truth: Float32Array,
): { readonly outerCorners: number; readonly eyeMiddles: number; readonly withoutJaw: number } {
  const middle = (points: readonly number[], axis: number): number =>
    points.reduce((sum, p) => sum + truth[2 * p + axis], 0) / points.length;
  const left = [36, 37, 38, 39, 40, 41];
  const right = [42, 43, 44, 45, 46, 47];
  const corners = Math.hypot(truth[90] - truth[72], truth[91] - truth[73]);
  const middles = Math.hypot(middle(right, 0) - middle(left, 0), middle(right, 1) - middle(left, 1));
  const distances = Array.from({ length: 68 }, (_, p) =>
    Math.hypot(found[2 * p] - truth[2 * p], found[2 * p + 1] - truth[2 * p + 1]),
  );
  const average = (list: readonly number[]): number => list.reduce((sum, d) => sum + d, 0) / list.length;
  return {
    outerCorners: average(distances) / corners,
    eyeMiddles: average(distances) / middles,
    withoutJaw: average(distances.slice(17)) / corners,
  };
}
