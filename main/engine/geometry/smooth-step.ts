/** 0 at or before `from`, 1 at or after `to`, flat at both ends; falls where `from` is the larger. */
export function smoothStep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}
