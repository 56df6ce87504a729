import { stat } from 'node:fs/promises';
import type { MediaInfo } from '../../../../preload/contract/media';
import { openInputFrames } from '../../analyse/open-input-frames';
import { decodeFrames } from '../../media/decode-frames';
import { listFrameTimes } from '../../media/list-frame-times';
import type { FfmpegTools } from '../../media/locate-ffmpeg';
import { probeMedia } from '../../media/probe';
import type { RgbImage } from '../../pixels/image';
import type { StudioClip, StudioJobFiles } from '../studio-clips';
import type { ByteCache } from './byte-cache';
import type { ClipTables } from './clip-tables';
import type { EncodedPictures } from './encoded-pictures';
import { FrameSource } from './frame-source';
import { NotThere } from './refusals';
import type { OpenFrames } from './sequential-decoder';

/** Seconds after which a decoder that nobody used ends. */
const idleSeconds = 20;
/** Clips whose decoders may stand ready at a time. */
const mostSources = 4;
/** Before the analysis, packets of larger files are not listed: reading takes seconds. */
const listedBytes = 1 << 30;

/** What of a clip, or of a job's input, tells its frames. */
export type FrameClip = Pick<StudioClip, 'id' | 'media' | 'projectFolder'> & {
  readonly project?: StudioClip['project'] | undefined;
  readonly analysisRevision?: number;
};

/** Where the pictures of clips, photos and finished jobs come from, frame by frame. */
export class FrameLibrary {
  private readonly sources = new Map<string, Promise<FrameSource>>();
  /** Of the clips that are open, microseconds, once they are known. */
  private readonly times = new Map<string, Float64Array>();
  private readonly sweep: NodeJS.Timeout;

  constructor(
    private readonly tools: () => Promise<FfmpegTools>,
    private readonly tables: ClipTables,
    private readonly cache: ByteCache<RgbImage>,
    private readonly encoded: EncodedPictures,
    private readonly beforeJump?: () => Promise<void>,
  ) {
    this.sweep = setInterval(() => void this.rest(), idleSeconds * 250).unref();
  }

  /** The input's frame. Shared with others: not to be changed. */
  async ofClip(clip: FrameClip, index: number, signal: AbortSignal): Promise<RgbImage> {
    const key = clipKey(clip);
    const source = await this.source(key, () => this.openClip(key, clip));
    return source.frame(index, signal);
  }

  /** JPEG of the input's frame. */
  async jpegOfClip(clip: FrameClip, index: number, signal: AbortSignal): Promise<Uint8Array> {
    const key = clipKey(clip);
    const name = `${key}#${index}`;
    // So that the pictures made ahead follow.
    if (this.encoded.has(name)) void this.sources.get(key)?.then((source) => source.looked(index), ignore);
    return this.encoded.jpeg(name, signal, (shared) => this.ofClip(clip, index, shared));
  }

  /**
   * When the input's frame is shown, microseconds. Waits for no file to be read: until its frames are known, the mean rate
   * tells.
   */
  async microsOfClip(clip: FrameClip, index: number): Promise<number> {
    const key = clipKey(clip);
    await this.source(key, () => this.openClip(key, clip));
    const { frameRate } = clip.media;
    const listed = this.times.get(key);
    return listed?.[Math.min(index, listed.length - 1)] ?? (1e6 * index * frameRate[1]) / frameRate[0];
  }

  /** A frame of a finished job's result, by the index in the clip it was made from. */
  async ofJob(job: StudioJobFiles, index: number, signal: AbortSignal): Promise<RgbImage> {
    // A file that was written anew is another one.
    const file = await stat(job.output).catch(ignore);
    if (file === undefined) throw new NotThere();
    const { size, mtimeMs } = file;
    const key = `${job.id}@${size}-${mtimeMs}`;
    const source = await this.source(key, async () => {
      const tools = await this.tools();
      const info = await probeMedia(job.output, tools);
      return this.openFile(key, info, Promise.resolve(await listFrameTimes(info, tools)));
    });
    return source.frame(index - (job.inFrame ?? 0), signal);
  }

  dispose(): void {
    clearInterval(this.sweep);
    for (const source of this.sources.values()) void source.then((opened) => opened.close(), ignore);
    this.sources.clear();
  }

  private source(key: string, open: () => Promise<FrameSource>): Promise<FrameSource> {
    const found = this.sources.get(key) ?? open();
    this.sources.delete(key);
    this.sources.set(key, found); // newest last
    found.catch(() => this.sources.delete(key));
    for (const oldest of this.sources.keys()) {
      if (this.sources.size <= mostSources) break;
      void this.sources.get(oldest)?.then((source) => source.leave(), ignore);
      this.sources.delete(oldest);
      this.times.delete(oldest);
    }
    return found;
  }

  private async openClip(key: string, clip: FrameClip): Promise<FrameSource> {
    const { media } = clip;
    if (clip.project !== undefined) {
      const known = await this.tables.use(clip, async ({ reader }) => reader.timestamps());
      return this.openFile(key, media, Promise.resolve(known));
    }
    const isListed = media.kind === 'video' && media.bytes <= listedBytes;
    // Not waited for: the first frame needs no times.
    return this.openFile(key, media, isListed ? this.listTimes(media) : Promise.resolve(undefined));
  }

  private async listTimes(media: MediaInfo): Promise<Float64Array | undefined> {
    await this.beforeJump?.();
    return listFrameTimes(media, await this.tools());
  }

  /** @param frameTimes [N] microseconds; without them frames are found by the frame rate */
  private async openFile(
    key: string,
    media: MediaInfo,
    frameTimes: Promise<Float64Array | undefined>,
  ): Promise<FrameSource> {
    const tools = await this.tools();
    const { encoded, times, beforeJump } = this;
    void frameTimes.then((listed) => {
      if (listed !== undefined && this.sources.has(key)) times.set(key, listed);
    }, ignore);
    return new FrameSource({
      open: opener(media, tools, frameTimes),
      cache: this.cache,
      key,
      frameBytes: media.displayWidth * media.displayHeight * 3,
      warm: {
        most: encoded.halfOf(media.displayWidth, media.displayHeight),
        has: (index) => encoded.has(`${key}#${index}`),
        add: (index, image) => encoded.add(`${key}#${index}`, image),
      },
      ...(beforeJump === undefined ? {} : { beforeJump }),
      get frameCount() {
        return media.kind === 'image' ? 1 : times.get(key)?.length;
      },
    });
  }

  private async rest(): Promise<void> {
    for (const source of this.sources.values()) (await source.catch(ignore))?.rest(idleSeconds);
  }
}

/** Exact times come with the analysis; what was found without them counts no longer then. */
function clipKey(clip: FrameClip): string {
  return `${clip.id}@${clip.project?.analysisKey ?? 'unanalysed'}`;
}

function opener(
  media: MediaInfo,
  tools: FfmpegTools,
  frameTimes: Promise<Float64Array | undefined>,
): OpenFrames {
  if (media.kind === 'image') return (_, signal) => openInputFrames(media, tools, {}, {}, signal);
  return async function* frames(startFrame, signal) {
    const times = startFrame === 0 ? undefined : await frameTimes;
    if (startFrame === 0) yield* decodeFrames(media, tools, { seek: 'near', signal });
    else if (times === undefined) yield* byRate(startFrame, signal);
    else if (startFrame < times.length) {
      yield* decodeFrames(media, tools, { startFrame, frameTimes: times, seek: 'near', signal });
    }
  };

  async function* byRate(startFrame: number, signal: AbortSignal): ReturnType<OpenFrames> {
    // From the middle of the frame before on, so that rounding decides nothing.
    const fromSeconds = ((startFrame - 0.5) * media.frameRate[1]) / media.frameRate[0];
    for await (const frame of decodeFrames(media, tools, { fromSeconds, seek: 'near', signal })) {
      yield { ...frame, index: startFrame + frame.index };
    }
  }
}

function ignore(): undefined {
  return undefined;
}
