/** What the shape network sees of one face in one frame (native-models/facet-shape). */
export interface SeenShape {
  /** [K] standard deviations of the face model's identity modes */
  readonly shape: Float32Array;
  /** [K] how far each is off, standard deviation */
  readonly shapeSigma: Float32Array;
  /** [3] pitch, yaw and roll of the head, radians, against the line of sight to its origin: see `seen-turn.ts` */
  readonly turn: Float32Array;
}

/** Coefficients end at this many standard deviations: beyond it the model's own statistics are empty. */
export const largestCoefficient = 3;

const angles = 3;

/** Columns of a table of `SeenShape`. */
export function seenShapeLength(identityModes: number): number {
  return 2 * identityModes + angles;
}

/** Not a number throughout where nothing was seen. */
export function packSeenShape(seen: SeenShape | undefined, row: Float32Array): void {
  if (seen === undefined) {
    row.fill(NaN);
    return;
  }
  row.set(seen.shape, 0);
  row.set(seen.shapeSigma, seen.shape.length);
  row.set(seen.turn, 2 * seen.shape.length);
}

/** Views of the row. */
export function unpackSeenShape(row: Float32Array): SeenShape | undefined {
  if (Number.isNaN(row[0])) return undefined;
  const modes = (row.length - angles) / 2;
  return {
    shape: row.subarray(0, modes),
    shapeSigma: row.subarray(modes, 2 * modes),
    turn: row.subarray(2 * modes),
  };
}

/**
 * Several views of a person are worth this many that err independently of each other, at most: of two pictures each of 250
 * held-out shapes, the least error of the surface (`evaluate_shapes.py`, "views worth").
 */
const mostIndependentViews = 1.5;

/**
 * One shape from several views of a person. Each view's answer is what is to be expected under the shape's own statistics,
 * a unit Gaussian in every mode, so that each stays too near to the mean face; together they know more, and the statistics
 * count but once (the product of Gaussian posteriors over a common prior, for as many views as err independently).
 * @param views each by how sure it is and by what it is worth
 * @returns [K] standard deviations, within +-3
 */
export function shapeOfViews(
  views: readonly { readonly seen: SeenShape; readonly weight: number }[],
): Float32Array {
  const modes = views[0]?.seen.shape.length ?? 0;
  const weights = views.reduce((sum, { weight }) => sum + weight, 0);
  const squares = views.reduce((sum, { weight }) => sum + weight * weight, 0);
  const independent = Math.min(mostIndependentViews, (weights * weights) / squares);
  return Float32Array.from({ length: modes }, (_, k) => {
    let sum = 0;
    let total = 0;
    for (const { seen, weight } of views) {
      // Nobody knows less than the statistics do.
      const trust = ((independent * weight) / weights) * Math.max(1, 1 / seen.shapeSigma[k] ** 2);
      sum += trust * seen.shape[k];
      total += trust;
    }
    const told = sum / (total - (independent - 1));
    return Math.min(largestCoefficient, Math.max(-largestCoefficient, told));
  });
}
