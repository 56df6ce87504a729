export function mean(values: readonly number[]): number {
  return values.reduce((sum, v) => sum + v, 0) / values.length;
}

/** The value that `share` of them do not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? NaN : sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

/** `mean x.xx, 95 % x.xx` */
export function spread(values: readonly number[], digits = 2): string {
  return `mean ${mean(values).toFixed(digits)}, 95 % ${quantile(values, 0.95).toFixed(digits)}`;
}
