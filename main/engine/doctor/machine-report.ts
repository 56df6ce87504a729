import type { ErrorCode } from '../../../preload/contract/errors';
import type { VideoCodec } from '../../../preload/contract/media';

/** One thing that was looked at. `remedy` is the one step that mends it. */
export interface Finding {
  readonly what: string;
  /** `missing` stops the main job; `limited` only narrows what can be asked for. */
  readonly state: 'ok' | 'limited' | 'missing';
  readonly detail: string;
  readonly remedy?: string;
  /** What a job would fail with; its exit code becomes the doctor's. */
  readonly code?: ErrorCode;
}

/** Everything `facet doctor` prints, in sections. */
export interface MachineReport {
  readonly system: readonly Finding[];
  readonly ffmpeg: readonly Finding[];
  readonly encoders: readonly (Finding & { readonly codec?: VideoCodec })[];
  readonly devices: readonly Finding[];
  readonly models: readonly Finding[];
}

export const sectionTitles: Readonly<Record<keyof MachineReport, string>> = {
  system: 'This machine',
  ffmpeg: 'ffmpeg',
  encoders: 'Encoders',
  devices: 'Where networks run',
  models: 'Models',
};

/** What keeps the main job (a video in, a better H.264 video out) from running. */
export function obstacles(report: MachineReport): Finding[] {
  const { system, ffmpeg, encoders, devices, models } = report;
  return [...system, ...ffmpeg, ...encoders, ...devices, ...models].filter(
    ({ state }) => state === 'missing',
  );
}
