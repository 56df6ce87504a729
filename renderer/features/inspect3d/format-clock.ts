/** Seconds as minutes and seconds, or with tenths where the plot spans little. */
export function formatClock(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds - minutes * 60;
  const whole = Math.abs(rest - Math.round(rest)) < 1e-6;
  return `${String(minutes).padStart(2, '0')}:${whole ? String(Math.round(rest)).padStart(2, '0') : rest.toFixed(1).padStart(4, '0')}`;
}
