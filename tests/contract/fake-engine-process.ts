import { openParentPort } from '../../main/hosts/engine-process/parent-port';
import { runEngineProcess } from '../../main/hosts/engine-process/run-engine-process';
import { createFakeStudio } from './fake-studio';

// The engine's process with the fake studio inside; `tests/contract/bundle-process.ts` makes it JavaScript.
process.on('SIGINT', () => undefined);
runEngineProcess(
  openParentPort(),
  async ({ dataFolder }) => {
    if (dataFolder === '/refuses') throw new Error('the data folder refuses');
    return createFakeStudio();
  },
  (code) => process.exit(code),
);
