import type { MediaInfo } from '../../../../preload/contract/media';
import { encodeSmallJpeg } from '../../export/encode-picture';
import type { FfmpegTools } from '../../media/locate-ffmpeg';
import { readSmallFrame } from '../../media/read-small-frame';
import type { RgbImage } from '../../pixels/image';
import type { StudioClip } from '../studio-clips';
import { ByteCache } from './byte-cache';
import type { ClipTables } from './clip-tables';
import type { FrameLibrary } from './frame-library';
import { readPersonFace } from './person-meshes';
import { NotAnalysed, NotThere } from './refusals';
import { SharedWork } from './shared-work';
import { Turnstile } from './turnstile';

const cacheBytes = 24 << 20;
const thumbnailHeight = 72;
const avatarHeight = 160;
/** Clips up to this long have thumbnails of their very places; in longer ones the key frames are close enough. */
const closeSeconds = 120;
/** Places in a clip that have thumbnails of their own; a second of video has two at most. */
const mostThumbnails = 240;
/** Where the poster is taken: past fades from black, but no further than this. */
const posterShare = 0.1;
const posterSeconds = 4;
/** Edge of the avatar over the face's box: hair and chin are in it. */
const avatarMargin = 1.6;

/** JPEGs for lists: posters, thumbnails along the timeline, people. */
export class SmallPictures {
  private readonly cache = new ByteCache<Uint8Array>(cacheBytes);
  private readonly work = new SharedWork<Uint8Array>();
  /** A timeline asks for dozens at once; they must not take the processor from the viewer. */
  private readonly turnstile = new Turnstile(1);

  constructor(
    private readonly tools: () => Promise<FfmpegTools>,
    private readonly frames: FrameLibrary,
    private readonly tables: ClipTables,
  ) {}

  poster(clip: StudioClip, height: number, signal: AbortSignal): Promise<Uint8Array> {
    const seconds = Math.min(posterSeconds, clip.media.durationSeconds * posterShare);
    return this.once(`${clip.id}/poster-${height}`, signal, (shared) =>
      this.draw(clip, seconds, height, 'key', shared),
    );
  }

  thumbnail(clip: StudioClip, frame: number, signal: AbortSignal): Promise<Uint8Array> {
    const { media } = clip;
    const step = thumbnailStep(media, clip.project?.frames ?? media.frameCountEstimate);
    const place = Math.floor(frame / step) * step;
    return this.once(`${clip.id}/thumb/${place}`, signal, async (shared) => {
      const accuracy = media.durationSeconds <= closeSeconds ? 'close' : 'key';
      return this.draw(clip, await this.secondsOf(clip, place), thumbnailHeight, accuracy, shared);
    });
  }

  /** Of the person's best frame. @throws NotAnalysed, NotThere */
  avatar(clip: StudioClip, personId: number, signal: AbortSignal): Promise<Uint8Array> {
    const { project } = clip;
    if (project === undefined) throw new NotAnalysed();
    const person = project.people.find(({ id }) => id === personId);
    if (person === undefined) throw new NotThere();
    const { bestFrame } = person;
    const key = `${clip.id}@${project.analysisKey}/${personId}-${bestFrame}-${person.tracks.join('.')}`;
    return this.once(key, signal, async (shared) => {
      const { box } = await this.tables.use(clip, (tables) => readPersonFace(tables, personId, bestFrame));
      const image = await this.frames.ofClip(clip, bestFrame, shared);
      return encodeSmallJpeg(image, { height: avatarHeight, part: squareAround(box, image) });
    });
  }

  private async once(
    key: string,
    signal: AbortSignal,
    draw: (signal: AbortSignal) => Promise<Uint8Array>,
  ): Promise<Uint8Array> {
    const cached = this.cache.get(key);
    if (cached !== undefined) return cached;
    return this.work.run(key, signal, async (shared) => {
      const picture = await draw(shared);
      this.cache.set(key, picture, picture.length);
      return picture;
    });
  }

  private async draw(
    clip: StudioClip,
    seconds: number,
    height: number,
    accuracy: 'key' | 'close',
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    if (clip.media.kind === 'image') {
      return encodeSmallJpeg(await this.frames.ofClip(clip, 0, signal), { height });
    }
    const tools = await this.tools();
    return this.turnstile.pass(signal, async () => {
      const tries = [
        { seconds, accuracy },
        { seconds, accuracy: 'key' as const },
        { seconds: 0, accuracy },
      ];
      for (const attempt of tries) {
        const image = await readSmallFrame(clip.media, tools, { ...attempt, height }, signal);
        if (image !== undefined) return encodeSmallJpeg(image, { height });
      }
      throw new NotThere();
    });
  }

  private async secondsOf(clip: StudioClip, frame: number): Promise<number> {
    const { project, media } = clip;
    if (project === undefined) return (frame * media.frameRate[1]) / media.frameRate[0];
    return this.tables.use(clip, async ({ reader }) =>
      reader.secondsOf(Math.max(0, Math.min(frame, reader.frameCount - 1))),
    );
  }
}

/** Frames that share a thumbnail. */
function thumbnailStep(media: MediaInfo, frames: number): number {
  const halfSecond = media.frameRate[0] / media.frameRate[1] / 2;
  return Math.max(1, Math.round(Math.min(halfSecond, frames / mostThumbnails)));
}

/** A square in the picture that shows the whole head. @param box left, top, right, bottom */
function squareAround(
  [left, top, right, bottom]: Float32Array,
  image: RgbImage,
): { left: number; top: number; width: number; height: number } {
  const wanted = Math.max(right - left, bottom - top) * avatarMargin;
  const side = Math.max(1, Math.min(Math.round(wanted), image.width, image.height));
  const place = (middle: number, length: number): number =>
    Math.round(Math.min(Math.max(0, middle - side / 2), length - side));
  return {
    left: place((left + right) / 2, image.width),
    top: place((top + bottom) / 2, image.height),
    width: side,
    height: side,
  };
}
