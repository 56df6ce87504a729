import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../errors/studio-error';
import { fileExists, removeIfEmpty } from '../project/project-folder';

/** Frames of one segment by default: four seconds at 25 fps, the most that a killed run loses. */
export const defaultSegmentFrames = 100;

/** The unit of rendering: independent given the analysis, idempotent, named by content and place. */
export interface Segment {
  readonly index: number;
  readonly firstFrame: number;
  /** One past the last. */
  readonly endFrame: number;
}

export function planSegments(frames: number, segmentFrames: number): Segment[] {
  const segments: Segment[] = [];
  for (let firstFrame = 0; firstFrame < frames; firstFrame += segmentFrames) {
    const endFrame = Math.min(frames, firstFrame + segmentFrames);
    segments.push({ index: segments.length, firstFrame, endFrame });
  }
  return segments;
}

/**
 * The finished segments of one render, in a folder whose name is the hash of everything that shapes their pixels. A
 * segment is written under a temporary name and renamed when whole, so what has its final name is finished.
 */
export class SegmentFolder {
  private constructor(
    private readonly projectFolder: string,
    readonly folder: string,
  ) {}

  static async open(projectFolder: string, renderKey: string): Promise<SegmentFolder> {
    const folder = path.join(projectFolder, `render-${renderKey}`);
    try {
      await mkdir(folder, { recursive: true });
      // What a killed run was in the middle of is of no use to anyone.
      for (const name of await readdir(folder)) {
        if (name.includes('.part')) await rm(path.join(folder, name), { force: true });
      }
    } catch (error) {
      throw new StudioError(
        'output-not-writable',
        `The project folder ${projectFolder} cannot be written (${(error as Error).message}). Name another place with --project.`,
        { cause: error },
      );
    }
    return new SegmentFolder(projectFolder, folder);
  }

  /** @param stream `result`, or `comparison` for the side-by-side video */
  file(segment: Segment, stream: string, extension: string): string {
    return path.join(this.folder, `${stream}-${String(segment.index).padStart(6, '0')}.${extension}`);
  }

  partFile(segment: Segment, stream: string, extension: string): string {
    return path.join(this.folder, `${stream}-${String(segment.index).padStart(6, '0')}.part.${extension}`);
  }

  async finish(segment: Segment, stream: string, extension: string): Promise<void> {
    await rename(this.partFile(segment, stream, extension), this.file(segment, stream, extension));
  }

  async has(segment: Segment, streams: readonly string[], extension: string): Promise<boolean> {
    for (const stream of streams)
      if (!(await fileExists(this.file(segment, stream, extension)))) return false;
    return true;
  }

  /** The output is assembled: the segments are no longer needed. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await removeIfEmpty(this.projectFolder);
  }
}
