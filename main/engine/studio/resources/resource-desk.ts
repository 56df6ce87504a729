import type { PictureFormat } from '../../../../preload/contract/studio/resources';
import type { EngineParts } from '../../engine-parts';
import { encodeGreyPng, encodeJpeg } from '../../export/encode-picture';
import type { RgbImage } from '../../pixels/image';
import type { ResourceAnswer, ResourceRequest } from '../resource-answer';
import type { LabStore } from '../lab/lab-store';
import type { StudioClip, StudioClips, StudioJobFiles } from '../studio-clips';
import { AnalysisDesk } from './analysis-desk';
import { bytesAnswer, rawAnswer } from './answers';
import type { ClipTables } from './clip-tables';
import type { DownloadShelf } from './download-shelf';
import type { EncodedPictures } from './encoded-pictures';
import type { EnhancedFrames } from './enhanced-frames';
import type { FrameLibrary } from './frame-library';
import { answerLab } from './lab-answers';
import { paintedMask } from './painted-mask';
import type { PersonPictures } from './person-pictures';
import type { ClipProxies } from './proxies/clip-proxies';
import { loadQuality } from './quality/quality-store';
import { MovedOn, NotThere } from './refusals';
import type { Resource } from './resource-path';
import { fileAnswer } from './result-file';
import type { SmallPictures } from './small-pictures';
import type { Wardrobe } from './wardrobe';

/** Edge of the preview of a look, pixels. */
const lookSize = 512;

export interface DeskParts {
  readonly clips: StudioClips;
  readonly parts: EngineParts;
  readonly tables: ClipTables;
  readonly frames: FrameLibrary;
  readonly wardrobe: Wardrobe;
  readonly enhanced: EnhancedFrames;
  readonly small: SmallPictures;
  readonly proxies: ClipProxies;
  readonly pictures: PersonPictures;
  readonly shelf: DownloadShelf;
  readonly encoded: EncodedPictures;
  readonly lab: LabStore;
}

/** Answers one kind of resource after the other. */
export class ResourceDesk {
  private readonly analysis: AnalysisDesk;

  constructor(private readonly desk: DeskParts) {
    this.analysis = new AnalysisDesk(desk);
  }

  /** @throws NotThere, MovedOn, NotAnalysed, StudioError */
  async answer(resource: Resource, request: ResourceRequest): Promise<ResourceAnswer> {
    const { small, pictures, frames, enhanced, shelf, proxies } = this.desk;
    const { signal, range } = request;
    switch (resource.kind) {
      case 'poster':
        return jpeg(await small.poster(this.clip(resource.mediaId), resource.height, signal));
      case 'thumbnail':
        return jpeg(await small.thumbnail(this.clip(resource.mediaId), resource.frame, signal));
      case 'proxy': {
        const clip = this.clip(resource.mediaId);
        const picture = await proxies.jpeg(clip, () => frames.microsOfClip(clip, resource.frame));
        if (picture === undefined) throw new NotThere();
        return jpeg(picture, 'no-store');
      }
      case 'avatar': {
        const clip = this.clip(resource.mediaId);
        return jpeg(await small.avatar(clip, resource.personId, signal), 'no-store');
      }
      case 'before': {
        const clip = this.clip(resource.mediaId);
        const { frame, format } = resource;
        // Until the analysis has counted the frames, which one is meant is an estimate.
        const cache = clip.project === undefined ? 'no-store' : 'immutable';
        return format === 'jpg'
          ? jpeg(await frames.jpegOfClip(clip, frame, signal), cache)
          : rawAnswer(await frames.ofClip(clip, frame, signal), cache);
      }
      case 'after': {
        const clip = this.clipAsOf(resource.mediaId, resource.revision);
        const { frame, format } = resource;
        const key = `${enhanced.keyOf(clip)}#${frame}`;
        return this.picture(
          key,
          format,
          signal,
          'immutable',
          async (shared) => (await enhanced.frame(clip, frame, shared)).image,
        );
      }
      case 'mask': {
        const clip = this.clipAsOf(resource.mediaId, resource.revision);
        const { displayWidth, displayHeight } = clip.media;
        const { covered } = await enhanced.frame(clip, resource.frame, signal);
        const plane = paintedMask(displayWidth, displayHeight, covered);
        return bytesAnswer('image/png', await encodeGreyPng(displayWidth, displayHeight, plane));
      }
      case 'result': {
        const job = this.finishedJob(resource.jobId);
        const { frame, format } = resource;
        return this.picture(`${job.id}#${frame}`, format, signal, 'no-store', (shared) =>
          frames.ofJob(job, frame, shared),
        );
      }
      case 'resultFile': {
        const job = this.finishedJob(resource.jobId);
        const file = resource.which === 'output' ? job.output : job.sideBySide;
        if (file === undefined) throw new NotThere();
        return fileAnswer(file, range);
      }
      case 'live': {
        const live = this.job(resource.jobId).live;
        if (live === undefined) throw new NotThere();
        return jpeg(await encodeJpeg(live.image), 'no-store');
      }
      case 'quality': {
        const table = await loadQuality(this.job(resource.jobId));
        if (table === undefined) throw new NotThere();
        return bytesAnswer('application/octet-stream', table, 'no-store');
      }
      case 'texture': {
        const clip = this.clip(resource.mediaId);
        return png(await pictures.texturePng(clip, resource.personId, signal));
      }
      case 'frontal': {
        const clip = this.clip(resource.mediaId);
        return png(await pictures.frontalPng(clip, resource.personId, resource.size, signal));
      }
      case 'look': {
        const clip = this.clip(resource.mediaId);
        return png(await pictures.frontalPng(clip, resource.personId, lookSize, signal, resource.look));
      }
      case 'download': {
        const found = await shelf.find(resource.token, resource.name);
        if (found === undefined) throw new NotThere();
        return fileAnswer(found.file, range, found.name);
      }
      case 'labReport':
      case 'labPicture':
      case 'labClipPicture':
      case 'labFile':
        return answerLab(this.desk.lab, resource, range);
      case 'faceModel':
      case 'triangles':
      case 'uv':
      case 'regions':
      case 'landmarks':
        return this.analysis.faceModel(
          resource.kind,
          resource.mediaId === undefined ? undefined : this.clip(resource.mediaId),
        );
      case 'faces':
      case 'curves':
      case 'expressions':
      case 'fit':
      case 'mesh':
      case 'neutralMesh':
      case 'prior':
        return this.analysis.answer(this.clip(resource.mediaId), resource, signal);
    }
  }

  private async picture(
    key: string,
    format: PictureFormat,
    signal: AbortSignal,
    cache: ResourceAnswer['cache'],
    make: (signal: AbortSignal) => Promise<RgbImage>,
  ): Promise<ResourceAnswer> {
    // Raw ones are kept as pictures by those that make them.
    return format === 'raw'
      ? rawAnswer(await make(signal), cache)
      : jpeg(await this.desk.encoded.jpeg(key, signal, make), cache);
  }

  private clip(mediaId: string): StudioClip {
    const clip = this.desk.clips.clip(mediaId);
    if (clip === undefined) throw new NotThere();
    return clip;
  }

  private clipAsOf(mediaId: string, revision: number): StudioClip {
    const clip = this.clip(mediaId);
    if (clip.revision !== revision) throw new MovedOn();
    return clip;
  }

  private job(jobId: string): StudioJobFiles {
    const job = this.desk.clips.job(jobId);
    if (job === undefined) throw new NotThere();
    return job;
  }

  private finishedJob(jobId: string): StudioJobFiles {
    const job = this.job(jobId);
    if (job.state !== 'done') throw new NotThere();
    return job;
  }
}

function jpeg(bytes: Uint8Array, cache: ResourceAnswer['cache'] = 'immutable'): ResourceAnswer {
  return bytesAnswer('image/jpeg', bytes, cache);
}

/** Of a person: another one may have the number after an edit. */
function png(bytes: Uint8Array): ResourceAnswer {
  return bytesAnswer('image/png', bytes, 'no-store');
}
