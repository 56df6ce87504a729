import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { skippedFacesSchema } from '../../../preload/contract/jobs';
import { StudioError } from '../errors/studio-error';
import { fileExists, removeIfEmpty } from '../project/project-folder';

/** The unit of rendering: independent given the analysis, idempotent, named by content and place. */
export interface Segment {
  readonly index: number;
  readonly firstFrame: number;
  /** One past the last. */
  readonly endFrame: number;
}

/** @param from first frame; the segments cover [from, frames) */
export function planSegments(frames: number, segmentFrames: number, from = 0): Segment[] {
  const segments: Segment[] = [];
  for (let firstFrame = from; firstFrame < frames; firstFrame += segmentFrames) {
    const endFrame = Math.min(frames, firstFrame + segmentFrames);
    segments.push({ index: segments.length, firstFrame, endFrame });
  }
  return segments;
}

/** What was done to the faces of a segment, so that a resumed job can report on all of them. */
export const segmentTallySchema = z.object({ facesRestored: z.number().int(), skipped: skippedFacesSchema });
export type SegmentTally = z.infer<typeof segmentTallySchema>;

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
        if (name.endsWith('.part')) await rm(path.join(folder, name), { force: true });
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

  /**
   * A file is written under a name that ends in `.part` and renamed when whole (see `openSegmentEncoder`).
   * @param stream `result`, or `comparison` for the side-by-side video
   */
  file(segment: Segment, stream: string): string {
    return path.join(this.folder, `${stream}-${String(segment.index).padStart(6, '0')}.mkv`);
  }

  async has(segment: Segment, streams: readonly string[]): Promise<boolean> {
    for (const stream of streams) if (!(await fileExists(this.file(segment, stream)))) return false;
    return fileExists(this.tallyFile(segment));
  }

  /** Notes what was done in a segment, before its video takes its final name. */
  async writeTally(segment: Segment, tally: SegmentTally): Promise<void> {
    const file = this.tallyFile(segment);
    await writeFile(`${file}.part`, JSON.stringify(tally));
    await rename(`${file}.part`, file);
  }

  async readTally(segment: Segment): Promise<SegmentTally> {
    return segmentTallySchema.parse(JSON.parse(await readFile(this.tallyFile(segment), 'utf8')));
  }

  /** The output is assembled: the segments are no longer needed. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
    await removeIfEmpty(this.projectFolder);
  }

  private tallyFile(segment: Segment): string {
    return path.join(this.folder, `tally-${String(segment.index).padStart(6, '0')}.json`);
  }
}
