import type { EngineParts } from '../../engine-parts';
import { isCancelled, StudioError, toErrorReport } from '../../errors/studio-error';
import type { RgbImage } from '../../pixels/image';
import { notFound, textAnswer, type ResourceAnswer, type StudioResources } from '../resource-answer';
import { LabStore } from '../lab/lab-store';
import type { StudioClips } from '../studio-clips';
import { jsonAnswer } from './answers';
import { ByteCache } from './byte-cache';
import { ClipTables } from './clip-tables';
import { DownloadShelf } from './download-shelf';
import { EncodedPictures } from './encoded-pictures';
import { EnhancedFrames } from './enhanced-frames';
import { exportFace } from './face-export';
import { FrameLibrary } from './frame-library';
import { PersonPictures } from './person-pictures';
import { ClipProxies } from './proxies/clip-proxies';
import { measureJob } from './quality/measure-job';
import { loadQuality, saveQuality } from './quality/quality-store';
import { MovedOn, NotAnalysed, NotThere } from './refusals';
import { ResourceDesk } from './resource-desk';
import { parseResourcePath } from './resource-path';
import { SharedWork } from './shared-work';
import { SmallPictures } from './small-pictures';
import { Wardrobe } from './wardrobe';

/** Bytes of pictures kept in memory. */
export interface ResourceLimits {
  /** Decoded frames. */
  readonly decoded: number;
  /** Enhanced frames. */
  readonly enhanced: number;
  /** JPEGs of both. */
  readonly encoded: number;
}

/** 90 decoded and 70 enhanced frames of 720p, and a minute or so of their JPEGs. */
const defaultLimits: ResourceLimits = { decoded: 256 << 20, enhanced: 192 << 20, encoded: 192 << 20 };

export interface ResourceDeps {
  readonly clips: StudioClips;
  readonly parts: EngineParts;
  readonly dataFolder: string;
  readonly limits?: Partial<ResourceLimits>;
}

/** Everything the studio shows that is too large for calls: frames, curves, meshes, pictures, files. */
export function createResources({ clips, parts, dataFolder, limits = {} }: ResourceDeps): StudioResources {
  const bounds = { ...defaultLimits, ...limits };
  const tables = new ClipTables();
  const tools = () => parts.tools();
  const encoded = new EncodedPictures(bounds.encoded);
  const proxies = new ClipProxies(tools);
  const decoded = new ByteCache<RgbImage>(bounds.decoded);
  const frames = new FrameLibrary(tools, tables, decoded, encoded, () => proxies.answered());
  const wardrobe = new Wardrobe(parts);
  const enhanced = new EnhancedFrames(parts, frames, tables, wardrobe, bounds.enhanced);
  const small = new SmallPictures(tools, frames, tables);
  const pictures = new PersonPictures(parts, frames, tables);
  const shelf = new DownloadShelf();
  const measuring = new SharedWork<undefined>();
  const desk = new ResourceDesk({
    ...{ clips, parts, tables, frames, wardrobe, encoded, enhanced, small, pictures, shelf, proxies },
    lab: new LabStore(dataFolder),
  });
  return {
    answer: async (path, request) => {
      const resource = parseResourcePath(path);
      return resource === undefined ? notFound() : refusable(() => desk.answer(resource, request));
    },
    measure: async (jobId, signal = neverAborted()) => {
      const job = clips.job(jobId);
      if (job?.state !== 'done') {
        throw new StudioError('usage', 'Only a finished job can be measured. Wait for it to end.');
      }
      await measuring.run(jobId, signal, async (shared) => {
        if ((await loadQuality(job)) !== undefined) return undefined;
        await saveQuality(job, await measureJob(job, { engine: parts, tables, frames }, shared));
        return undefined;
      });
    },
    exportFace: async (request, signal = neverAborted()) => {
      const clip = clips.clip(request.mediaId);
      if (clip === undefined) throw new StudioError('usage', 'This clip is no longer in the project.');
      return exportFace({ engine: parts, tables, pictures, shelf }, clip, request, signal);
    },
    shelve: (name, make) => shelf.add(name, make),
    dispose: async () => {
      frames.dispose();
      await proxies.dispose();
      await tables.dispose();
      await shelf.dispose();
    },
  };
}

/** Turns what was thrown into an answer. Only a cancelled request goes on as an error: nobody waits for its answer. */
async function refusable(answer: () => Promise<ResourceAnswer>): Promise<ResourceAnswer> {
  try {
    return await answer();
  } catch (error) {
    if (isCancelled(error)) throw error;
    if (error instanceof NotThere) return notFound();
    if (error instanceof MovedOn) return textAnswer(409, 'The clip has changed since.');
    if (error instanceof NotAnalysed) return textAnswer(425, 'The clip is not analysed yet.');
    if (error instanceof StudioError && error.code === 'input-no-frames') return notFound();
    return { ...jsonAnswer(toErrorReport(error), 'no-store'), status: 500 };
  }
}

function neverAborted(): AbortSignal {
  return new AbortController().signal;
}
