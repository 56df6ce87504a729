/**
 * Solves A x = b for a symmetric positive definite A by Cholesky's factorisation, in place.
 * @param a [n,n] row by row; only the lower triangle is read, and it is overwritten by the factor
 * @param b [n] right-hand side, overwritten by the solution
 * @returns false when A is not positive definite (b is then worthless)
 */
export function solveCholesky(a: Float64Array, b: Float64Array, n: number): boolean {
  if (!factorCholesky(a, n)) return false;
  solveFactored(a, b, n);
  return true;
}

/** Replaces the lower triangle of A [n,n] by L with L Lt = A; false when A is not positive definite. */
export function factorCholesky(a: Float64Array, n: number): boolean {
  for (let j = 0; j < n; j++) {
    const rowJ = j * n;
    for (let i = j; i < n; i++) {
      const rowI = i * n;
      let sum = a[rowI + j];
      for (let k = 0; k < j; k++) sum -= a[rowI + k] * a[rowJ + k];
      if (i === j) {
        if (!(sum > 0)) return false;
        a[rowJ + j] = Math.sqrt(sum);
      } else {
        a[rowI + j] = sum / a[rowJ + j];
      }
    }
  }
  return true;
}

/** Solves L Lt x = b in place for one right-hand side that starts at `offset` and steps by `step`. */
export function solveFactored(l: Float64Array, b: Float64Array, n: number, offset = 0, step = 1): void {
  for (let i = 0; i < n; i++) {
    let sum = b[offset + i * step];
    for (let k = 0; k < i; k++) sum -= l[i * n + k] * b[offset + k * step];
    b[offset + i * step] = sum / l[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[offset + i * step];
    for (let k = i + 1; k < n; k++) sum -= l[k * n + i] * b[offset + k * step];
    b[offset + i * step] = sum / l[i * n + i];
  }
}
