import os from 'node:os';
import { createResources } from '../../engine/studio/resources/resources';
import { createStudio } from '../../engine/studio/create-studio';
import { openParentPort } from './parent-port';
import { runEngineProcess } from './run-engine-process';

// In Electron this process' own program is Electron: what it forks (the device probe) must run as Node.
if (process.versions.electron !== undefined) process.env.ELECTRON_RUN_AS_NODE = '1';

// A job takes every core there is; the window and whatever else somebody does meanwhile go before it. What this process
// starts, workers and ffmpeg, inherits that.
os.setPriority(os.constants.priority.PRIORITY_BELOW_NORMAL);

// A terminal's Ctrl-C reaches the whole process group; the host decides when the engine ends.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

runEngineProcess(
  openParentPort(),
  ({ engine, dataFolder }) => createStudio({ dataFolder, settings: engine, createResources }),
  (code) => process.exit(code),
);
