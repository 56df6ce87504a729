import type { Language } from '../../strings/define-strings';
import { formatNumber } from '../../strings/formats';

/** Seconds as minutes and seconds, or with tenths where the plot spans little. */
export function formatClock(seconds: number, language: Language): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds - minutes * 60;
  const whole = Math.abs(rest - Math.round(rest)) < 1e-6;
  const shown = whole
    ? String(Math.round(rest)).padStart(2, '0')
    : formatNumber(rest, language, 1).padStart(4, '0');
  return `${String(minutes).padStart(2, '0')}:${shown}`;
}
