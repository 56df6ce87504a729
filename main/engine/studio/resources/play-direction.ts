/** Steps between requests up to which they count as playing, stepping or dragging in one direction. */
const largestStep = 12;
/** Frames decoded ahead when going forwards: half a second at 25 fps. */
const forwardFrames = 12;
/** Going backwards every jump begins at the key frame before, so that more is taken along at a time. */
const backwardFrames = 24;
/** And a jump for a frame that is waited for takes those before it along that so many further steps will want. */
const leadSteps = 3;
/** Of steps of one frame more fit in, at no more cost. */
const leastLead = 8;

/** Guesses from the frames asked for which ones will be next. */
export class PlayDirection {
  private last: number | undefined;
  private step = 0;
  private end = Infinity;

  /** @param most frames ahead that there is room for */
  constructor(private readonly most: number) {}

  asked(index: number): void {
    const step = index - (this.last ?? index);
    this.step = Math.abs(step) <= largestStep ? step : 0;
    this.last = index;
  }

  /** There is nothing at or after this frame. */
  ended(frame: number): void {
    this.end = Math.min(this.end, frame);
  }

  /** Frames before a wanted one at which a jump to it should land. */
  get lead(): number {
    const lead = Math.max(leastLead, -this.step * leadSteps);
    return this.step < 0 ? Math.min(lead, backwardFrames, this.most) : 0;
  }

  /**
   * @param frameCount Infinity where unknown
   * @param isKept tells whether a frame is there already
   */
  ahead(frameCount: number, isKept: (index: number) => boolean): number[] {
    const { last, step } = this;
    if (last === undefined || step === 0) return [];
    const end = Math.min(frameCount, this.end);
    if (step > 0) return range(last + 1, Math.min(end, last + 1 + Math.min(forwardFrames, this.most)));
    // As long as the next few are there, the stretch before them need not be begun.
    const next = range(Math.max(0, last - Math.min(leastLead, this.most)), last);
    if (next.every(isKept)) return [];
    return range(Math.max(0, last - Math.min(backwardFrames, this.most)), last);
  }
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
