import type { JobHooks } from '../../../preload/contract/engine';
import type { AnalysisSummary } from '../../../preload/contract/jobs';
import type { MediaInfo } from '../../../preload/contract/media';
import type { AnalyseOptions } from '../../../preload/contract/options';
import type { EngineParts } from '../engine-parts';
import type { StageClock } from '../jobs/stage-clock';
import { resolveFaceNetwork } from '../models/resolve-face-model';
import type { Project } from '../project/project-format';
import { analyseClip } from './analyse-clip';
import { openInputFrames } from './open-input-frames';

/** Analyses a probed input with the engine's own parts; says what the user should know about the input. */
export async function analyseInput(
  options: AnalyseOptions,
  media: MediaInfo,
  projectFolder: string,
  parts: EngineParts,
  clock: StageClock,
  hooks: JobHooks,
): Promise<{ project: Project; summary: AnalysisSummary }> {
  for (const message of media.warnings) hooks.onNotice?.({ level: 'warning', message });
  const tools = await parts.tools();
  const pool = await parts.pool(options.device, hooks);
  const model = await parts.faceModel(options.faceModel);
  const network = await resolveFaceNetwork(parts.models, options.faceModel);
  return analyseClip(
    options,
    media,
    projectFolder,
    {
      pool,
      models: parts.models,
      model,
      network,
      openFrames: (info, seenMicros, signal) =>
        openInputFrames(info, tools, options, hooks, signal, seenMicros),
      checkpointFrames: parts.segmentFrames,
      clock,
    },
    hooks,
  );
}
