import { createResources } from '../../engine/studio/resources/resources';
import { createStudio } from '../../engine/studio/create-studio';
import { openParentPort } from './parent-port';
import { runEngineProcess } from './run-engine-process';

// A terminal's Ctrl-C reaches the whole process group; the host decides when the engine ends.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

runEngineProcess(
  openParentPort(),
  ({ engine, dataFolder }) => createStudio({ dataFolder, settings: engine, createResources }),
  (code) => process.exit(code),
);
