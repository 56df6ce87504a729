/** `hh:mm:ss:ff`, non-drop: frames are counted by the rounded rate, as editing programs do. */
export function formatTimecode(frame: number, framesPerSecond: number): string {
  const base = Math.max(1, Math.round(framesPerSecond));
  const whole = Math.max(0, Math.round(frame));
  const seconds = Math.floor(whole / base);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60, whole % base]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** Short label of a ruler tick: `00:12`, with hours where there are any, with frames where ticks are under a second. */
export function formatTick(frame: number, framesPerSecond: number, stepFrames: number): string {
  const [hours, minutes, seconds, frames] = formatTimecode(frame, framesPerSecond).split(':');
  const head = hours === '00' ? `${minutes}:${seconds}` : `${hours}:${minutes}:${seconds}`;
  return stepFrames < Math.round(framesPerSecond) ? `${head}:${frames}` : head;
}

/**
 * What the user typed as a place in the clip: a bare number is a frame, `12:05` is seconds and frames, more parts are
 * minutes and hours, `1.5s` is seconds.
 * @returns undefined where it makes no sense
 */
export function parsePlace(text: string, framesPerSecond: number): number | undefined {
  const trimmed = text.trim();
  if (/^\d+$/.test(trimmed)) return Number(trimmed);
  const seconds = /^(\d+(?:[.,]\d+)?)\s*s$/i.exec(trimmed);
  if (seconds) return Math.round(Number(seconds[1].replace(',', '.')) * framesPerSecond);
  if (!/^\d+([:;]\d+){1,3}$/.test(trimmed)) return undefined;
  const parts = trimmed.split(/[:;]/).map(Number);
  const frames = parts.pop() ?? 0;
  return parts.reduce((sum, part) => sum * 60 + part, 0) * Math.max(1, Math.round(framesPerSecond)) + frames;
}
