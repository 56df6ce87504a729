import type { MediaInfo } from '../../../preload/contract/media';
import type { Reference } from '../../../preload/contract/options';
import type { EnhanceSettings } from '../../../preload/contract/studio/enhance-settings';
import type { JobState } from '../../../preload/contract/studio/job-item';
import type { PersonItem } from '../../../preload/contract/studio/media-item';
import type { RgbImage } from '../pixels/image';
import type { Project } from '../project/project-format';

/** A clip or photo of the open project, as those that make pictures of it need it. A value: ask again for a newer one. */
export interface StudioClip {
  readonly id: string;
  /** Absolute path of the file. */
  readonly input: string;
  readonly media: MediaInfo;
  /** Holds the analysis' tables once `project` is there. */
  readonly projectFolder: string;
  /**
   * The analysis with the user's edits (names, merges, splits) applied; absent until analysed. Who is enabled and how
   * strongly they are restored stands in `people`: see `peopleStrength`.
   */
  readonly project?: Project;
  readonly settings: EnhanceSettings;
  readonly people: readonly PersonItem[];
  /** Pictures that show people sharper, see `EnhanceOptions.references`. */
  readonly references: readonly Reference[];
  /** Grows with every change that alters enhanced pixels. */
  readonly revision: number;
  /** Grows when the analysis' tables on disk are replaced: open readers hold the old ones. */
  readonly analysisRevision: number;
}

/** What a running job last finished, for its live picture. */
export interface LiveFrame {
  readonly liveRevision: number;
  readonly frame: number;
  /** Before on the left, after on the right; at most `liveHeight` pixels high. */
  readonly image: RgbImage;
}

/** A job as those that read its files need it. */
export interface StudioJobFiles {
  readonly id: string;
  readonly state: JobState['state'];
  /** The clip it was made from; may have been removed from the project since. */
  readonly mediaId: string;
  readonly input: string;
  readonly media: MediaInfo;
  readonly projectFolder: string;
  /** Absolute path of the result; there once `state` is `done`, unless someone removed it. */
  readonly output: string;
  readonly sideBySide?: string;
  /** As the job was queued. */
  readonly settings: EnhanceSettings;
  readonly people: readonly PersonItem[];
  /** Frames of the input that the result holds: [inFrame, outFrame); absent: all. Frame 0 of the result is `inFrame`. */
  readonly inFrame?: number;
  readonly outFrame?: number;
  /** The analysis with the edits that the job was queued with; absent until the job got that far. */
  readonly project?: Project;
  readonly liveRevision: number;
  readonly live?: LiveFrame;
}

/** Looks up the ids that the session gave out. */
export interface StudioClips {
  clip(mediaId: string): StudioClip | undefined;
  job(jobId: string): StudioJobFiles | undefined;
}

/** How strongly each person is restored: 0 for those switched off. What `EnhanceOptions.peopleStrength` takes. */
export function peopleStrength(people: readonly PersonItem[]): Record<string, number> {
  return Object.fromEntries(people.map(({ id, enabled, strength }) => [id, enabled ? strength : 0]));
}
