import type { RgbImage } from '../pixels/image';
import type { Project } from '../project/project-format';

/**
 * What a caller inside the engine may add to a job beyond its options: edits of the analysis, and a look at the pixels
 * and segments as they come. All optional; none changes how the job runs.
 */
export interface RenderWatch {
  /** Who is who as the user corrected it; the analysis on disk stays as it is. */
  readonly editProject?: (project: Project) => Project;
  /** The render begins. */
  readonly onSegments?: (state: RenderStart) => void;
  readonly onSegmentDone?: (index: number) => void;
  /** Asked before each frame: true has its picture given to `onFrame`. Costs a copy of the frame. */
  readonly wantsPicture?: () => boolean;
  /** After each frame, in order. The picture is the watcher's only until it returns. */
  readonly onFrame?: (frame: number, picture: FramePicture | undefined) => void;
}

export interface RenderStart {
  /** Where the finished segments lie until the output is assembled; removing it loses them, no more. */
  readonly folder: string;
  readonly segments: number;
  /** Segments, and their frames, that an earlier run left. */
  readonly segmentsReused: number;
  readonly frames: number;
  readonly framesReused: number;
}

/** A frame before and after, both at the output's size. */
export interface FramePicture {
  readonly before: RgbImage;
  readonly after: RgbImage;
}
