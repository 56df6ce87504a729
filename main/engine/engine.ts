import type { Engine, EngineSettings } from '../../preload/contract/engine';
import { StudioError } from './errors/studio-error';

/** Stands in until the engine arrives, so that the command line can be built. */
export function createEngine(_settings: EngineSettings): Engine {
  throw new StudioError('internal', 'The engine is not built yet.');
}
