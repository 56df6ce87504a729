export { fileSize } from '../../../engine/doctor/file-size';

/** `0:07`, `12:34`, `1:02:03`: whole seconds. */
export function clock(totalSeconds: number): string {
  const whole = Math.max(0, Math.round(totalSeconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const tail = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${tail}` : `${minutes}:${tail}`;
}

/** `4.2 s` below a minute, a clock above. */
export function duration(totalSeconds: number): string {
  return totalSeconds < 59.95 ? `${totalSeconds.toFixed(1)} s` : `${clock(totalSeconds)} min`;
}

/** `1 face`, `2 faces`, `1,204 frames`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? noun : plural}`;
}

/** `1.4 %` from 0.014. */
export function percent(fraction: number, digits = 1): string {
  return `${(fraction * 100).toFixed(digits)} %`;
}
