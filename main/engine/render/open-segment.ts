import type { SkippedFaces } from '../../../preload/contract/jobs';
import { composeComparison } from '../export/comparison';
import type { StageClock } from '../jobs/stage-clock';
import { openSegmentEncoder, type SegmentEncoder, type SegmentSpec } from '../media/encode-segment';
import type { RgbImage } from '../pixels/image';
import type { ClipFrame } from './clip-frames';
import type { RestoredFrame } from './restore-frame';
import type { Segment, SegmentFolder } from './segments';

/** A segment while its frames come in. */
export class OpenSegment {
  private facesRestored = 0;
  private readonly skipped: SkippedFaces = { tooSmall: 0, tooTurned: 0, tooUncertain: 0, notChosen: 0 };

  private constructor(
    private readonly segment: Segment,
    private readonly result: SegmentEncoder,
    private readonly comparison: SegmentEncoder | undefined,
  ) {}

  static async start(
    segment: Segment,
    folder: SegmentFolder,
    spec: SegmentSpec,
    comparisonSpec: SegmentSpec | undefined,
    signal: AbortSignal | undefined,
  ): Promise<OpenSegment> {
    const result = await openSegmentEncoder(folder.file(segment, 'result'), spec, signal);
    if (comparisonSpec === undefined) return new OpenSegment(segment, result, undefined);
    const comparison = await openSegmentEncoder(folder.file(segment, 'comparison'), comparisonSpec, signal);
    return new OpenSegment(segment, result, comparison);
  }

  async write(
    item: ClipFrame,
    frame: RestoredFrame,
    side: RgbImage | undefined,
    clock: StageClock,
  ): Promise<void> {
    this.facesRestored += frame.restored;
    this.skipped.tooSmall += frame.skipped.tooSmall;
    this.skipped.tooTurned += frame.skipped.tooTurned;
    this.skipped.tooUncertain += frame.skipped.tooUncertain + item.unknown;
    this.skipped.notChosen += item.notChosen;
    await clock.time('encode', async () => {
      if (this.comparison !== undefined && side !== undefined && frame.before !== undefined) {
        composeComparison(frame.before, frame.image, side);
        await this.comparison.write(side);
      }
      await this.result.write(frame.image);
    });
  }

  async finish(folder: SegmentFolder): Promise<void> {
    await folder.writeTally(this.segment, { facesRestored: this.facesRestored, skipped: this.skipped });
    await this.comparison?.finish();
    await this.result.finish();
  }

  async abort(): Promise<void> {
    await Promise.allSettled([this.result.abort(), this.comparison?.abort()]);
  }
}
