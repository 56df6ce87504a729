/** How far `value` is on the way from one number to another, 0..1; 0 where there is no way. */
export function shareOfWay(from: number, to: number, value: number): number {
  return from === to ? 0 : Math.min(1, Math.max(0, (value - from) / (to - from)));
}

/** 0 at or before `from`, 1 at or after `to`, flat at both ends; falls where `from` is the larger. */
export function smoothStep(from: number, to: number, value: number): number {
  const t = shareOfWay(from, to, value);
  return t * t * (3 - 2 * t);
}
