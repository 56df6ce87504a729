import { createStudio } from '../../engine/studio/create-studio';
import { createResources } from '../../engine/studio/resources/resources';
import { openParentPort } from './parent-port';
import { runEngineProcess } from './run-engine-process';

// A terminal's Ctrl-C reaches the whole process group; the host decides when the engine ends.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

runEngineProcess(
  openParentPort(),
  ({ engine, dataFolder }) => createStudio({ settings: engine, dataFolder, createResources }),
  (code) => process.exit(code),
);
