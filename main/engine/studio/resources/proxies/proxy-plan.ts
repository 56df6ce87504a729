import type { MediaInfo } from '../../../../../preload/contract/media';

/** Bytes that a clip's proxies take at most. */
const mostBytes = 40e6;
/** Longer side, pixels: enough to see where one is, small enough to come in a few milliseconds. */
const longerSide = 640;
/** Closer together they would be no easier to drag through. */
const leastStepSeconds = 0.2;
/** Bytes of a proxy for a pixel: JPEG, quality 75, measured on noisy test cards and faces (0.03 to 0.08). */
const bytesPerPixel = 0.065;
/** Proxies after which their own mean size counts more than that guess. */
const guessCounts = 4;

export interface ProxyPlan {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Between two proxies. Grows with the clip, so that all together stay bounded. */
  readonly stepSeconds: number;
  readonly seconds: number;
  readonly mostBytes: number;
}

export function planProxies(media: MediaInfo, limit = mostBytes): ProxyPlan {
  const { displayWidth, displayHeight, durationSeconds: seconds } = media;
  const share = Math.min(1, longerSide / Math.max(displayWidth, displayHeight));
  const [width, height] = [displayWidth, displayHeight].map((side) => Math.max(1, Math.round(side * share)));
  const stepSeconds = Math.max(leastStepSeconds, (seconds * bytesPerPixel * width * height) / limit);
  return { width, height, stepSeconds, seconds, mostBytes: limit };
}

/** Says which frames are kept, so that the clip's last ones find room whatever the pictures weigh. */
export class ProxyBudget {
  private dueMicros = -Infinity;
  private usedBytes = 0;
  private largestBytes = 0;
  private count = 0;

  /** @param bytes of the plan's, what there is room for */
  constructor(
    private readonly plan: ProxyPlan,
    private readonly bytes: number,
  ) {}

  /** Frames come in order of time, about a step apart. */
  wants(micros: number): boolean {
    return (
      micros >= this.dueMicros && this.usedBytes + Math.max(this.meanBytes(), this.largestBytes) <= this.bytes
    );
  }

  kept(micros: number, bytes: number): void {
    this.usedBytes += bytes;
    this.largestBytes = Math.max(this.largestBytes, bytes);
    this.count++;
    const { stepSeconds, seconds } = this.plan;
    const secondsLeft = Math.max(stepSeconds, seconds - micros / 1e6);
    const needed = (secondsLeft * this.meanBytes()) / Math.max(1, this.bytes - this.usedBytes);
    // Frames fall a little unevenly into their stretches; only where room is short are any left out.
    this.dueMicros = needed > 1.1 * stepSeconds ? micros + needed * 1e6 : -Infinity;
  }

  private meanBytes(): number {
    const { width, height } = this.plan;
    const guess = bytesPerPixel * width * height;
    return (guess * guessCounts + this.usedBytes) / (guessCounts + this.count);
  }
}
