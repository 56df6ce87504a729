import type { Language } from './define-strings';

/** Numbers and times as people read them. All pure; the language decides the decimal sign and the digit groups. */

/** 1234.5 -> `1,234.5` or `1.234,5`. */
export function formatNumber(value: number, language: Language, digits = 0): string {
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** 38_400_000 -> `38.4 MB`; decimal units, as file managers and disk makers count. Three figures at most. */
export function formatBytes(bytes: number, language: Language): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = Math.max(0, bytes);
  let unit = 0;
  // 999.5 would round to 1000 of its unit.
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = unit === 0 || value >= 99.95 ? 0 : value >= 9.995 ? 0 : 1;
  return `${formatNumber(value, language, digits)} ${units[unit]}`;
}

/** 26 -> `0:26`, 3723 -> `1:02:03`. Rounded to whole seconds. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** What something took: `0.4 s` where whole seconds would say little, `3:02` otherwise. */
export function formatTook(seconds: number, language: Language): string {
  return seconds < 9.95 ? `${formatNumber(Math.max(0, seconds), language, 1)} s` : formatDuration(seconds);
}

/** Frame 340 at 25 fps -> `00:00:13:15`; the last pair counts frames within the second (non-drop). */
export function formatTimecode(frame: number, framesPerSecond: number): string {
  const base = Math.max(1, Math.round(framesPerSecond));
  const whole = Math.max(0, Math.floor(frame));
  const parts = [
    Math.floor(whole / (base * 3600)),
    Math.floor(whole / (base * 60)) % 60,
    Math.floor(whole / base) % 60,
    whole % base,
  ];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

/** A time of today, or a date before that. */
export function formatMoment(milliseconds: number, now: number, language: Language): string {
  const [at, today] = [new Date(milliseconds), new Date(now)];
  const sameDay = at.toDateString() === today.toDateString();
  return new Intl.DateTimeFormat(
    language,
    sameDay ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short', year: 'numeric' },
  ).format(at);
}

/** 24000/1001 -> `23.976`, 25/1 -> `25`. */
export function formatFrameRate(
  [numerator, denominator]: readonly [number, number],
  language: Language,
): string {
  const rate = denominator > 0 ? numerator / denominator : 0;
  const digits = Math.abs(rate - Math.round(rate)) < 0.005 ? 0 : 3;
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(rate);
}

/** 0.57 -> `57 %`. */
export function formatPercent(share: number, language: Language): string {
  return `${formatNumber(Math.round(share * 100), language)} %`;
}
