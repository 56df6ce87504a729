import type { Engine, EngineSettings, JobHooks } from '../../preload/contract/engine';
import type { AnalysisSummary } from '../../preload/contract/jobs';
import type { MediaInfo } from '../../preload/contract/media';
import { analyseOptionsSchema, type AnalyseOptions, type AnalyseRequest } from '../../preload/contract/options';
import { analyseClip } from './analyse/analyse-clip';
import { openInputFrames } from './analyse/open-input-frames';
import { EngineParts } from './engine-parts';
import { StudioError } from './errors/studio-error';
import { StageClock } from './jobs/stage-clock';
import { listInputs } from './media/list-inputs';
import { probeMedia } from './media/probe';
import { projectFolderFor } from './project/project-folder';

/** The engine in this process. Workers and tools start when first needed; `dispose` ends them. */
export function createEngine(settings: EngineSettings = {}): Engine {
  const parts = new EngineParts(settings);
  return {
    listInputs: (paths) => listInputs(paths),
    probe: async (input) => probeMedia(input, await parts.tools()),
    analyse: async (request, hooks = {}) => (await analyse(request, parts, hooks)).summary,
    plan: () => Promise.reject(new StudioError('internal', 'pending')),
    enhance: () => Promise.reject(new StudioError('internal', 'pending')),
    reconstruct: () => Promise.reject(new StudioError('internal', 'pending')),
    dispose: () => parts.dispose(),
  };
}

async function analyse(
  request: AnalyseRequest,
  parts: EngineParts,
  hooks: JobHooks,
): Promise<{ summary: AnalysisSummary; media: MediaInfo; options: AnalyseOptions }> {
  const options = analyseOptionsSchema.parse(request);
  const tools = await parts.tools();
  const media = await probeMedia(options.input, tools, hooks.signal);
  for (const message of media.warnings) hooks.onNotice?.({ level: 'warning', message });
  const pool = await parts.pool(options.device, hooks);
  const { summary } = await analyseClip(
    options,
    media,
    options.project ?? projectFolderFor(options.input, undefined),
    {
      pool,
      models: parts.models,
      model: await parts.faceModel(),
      openFrames: (info, signal) => openInputFrames(info, tools, options, hooks, signal),
      clock: new StageClock(),
    },
    hooks,
  );
  return { summary, media, options };
}
