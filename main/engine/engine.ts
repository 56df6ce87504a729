import type { Engine, EngineSettings, JobHooks } from '../../preload/contract/engine';
import type { AnalysisSummary } from '../../preload/contract/jobs';
import { analyseOptionsSchema, type AnalyseRequest } from '../../preload/contract/options';
import { analyseInput } from './analyse/analyse-input';
import { degradeInput } from './degrade/degrade-input';
import { EngineParts } from './engine-parts';
import { StageClock } from './jobs/stage-clock';
import { runLab } from './lab/run-lab';
import { listInputs } from './media/list-inputs';
import { probeMedia } from './media/probe';
import { projectFolderFor } from './project/project-folder';
import { reconstructInput } from './reconstruct/reconstruct-input';
import { enhanceInput } from './render/enhance-input';
import { planEnhance } from './render/plan-enhance';

/** The engine in this process. Workers and tools start when first needed; `dispose` ends them. */
export function createEngine(settings: EngineSettings = {}): Engine {
  const parts = new EngineParts(settings);
  return {
    listInputs: (paths) => listInputs(paths),
    probe: async (input) => probeMedia(input, await parts.tools()),
    analyse: (request, hooks = {}) => analyse(request, parts, hooks),
    plan: (request) => planEnhance(request, parts),
    enhance: (request, hooks = {}) => enhanceInput(request, parts, hooks),
    reconstruct: (request, hooks = {}) => reconstructInput(request, parts, hooks),
    lab: (request, hooks = {}) => runLab(request, parts, hooks),
    degrade: async (request, hooks = {}) => degradeInput(request, await parts.tools(), hooks),
    models: parts.library,
    dispose: () => parts.dispose(),
  };
}

async function analyse(
  request: AnalyseRequest,
  parts: EngineParts,
  hooks: JobHooks,
): Promise<AnalysisSummary> {
  const options = analyseOptionsSchema.parse(request);
  const media = await probeMedia(options.input, await parts.tools(), hooks.signal);
  const projectFolder = options.project ?? projectFolderFor(options.input, undefined);
  return (await analyseInput(options, media, projectFolder, parts, new StageClock(), hooks)).summary;
}
