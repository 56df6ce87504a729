import type { JobHooks } from '../../../preload/contract/engine';
import type { ReconstructSummary } from '../../../preload/contract/jobs';
import type { ReconstructRequest } from '../../../preload/contract/options';
import type { EngineParts } from '../engine-parts';
import { StudioError } from '../errors/studio-error';

export function reconstructInput(_r: ReconstructRequest, _p: EngineParts, _h: JobHooks): Promise<ReconstructSummary> {
  return Promise.reject(new StudioError('internal', 'pending'));
}
