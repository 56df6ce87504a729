import { solveCholesky } from '../../../main/engine/geometry/cholesky';

/**
 * Linear weights w of least |X w - y|^2 + penalty n |w|^2 (ridge regression, Hoerl & Kennard 1970).
 * @param rows n rows of features, of the same length
 * @param penalised [features] 0 for a feature that costs nothing
 */
export function ridge(
  rows: readonly Float64Array[],
  targets: readonly number[],
  penalty: number,
  penalised: ArrayLike<number>,
): Float64Array {
  const n = penalised.length;
  const matrix = new Float64Array(n * n);
  const right = new Float64Array(n);
  rows.forEach((row, r) => {
    for (let i = 0; i < n; i++) {
      const v = row[i];
      right[i] += v * targets[r];
      for (let j = 0; j <= i; j++) matrix[i * n + j] += v * row[j];
    }
  });
  for (let i = 0; i < n; i++) matrix[i * n + i] += 1e-9 + penalty * rows.length * penalised[i];
  if (!solveCholesky(matrix, right, n)) throw new Error('the regression is singular');
  return right;
}
