import type { EngineChild } from '../engine-link/engine-child';
import type { ElectronFacade } from './electron-facade';

/** The engine in a utility process of Electron. `file` is dist/engine-process.js. */
export function launchUtilityEngine(
  { utilityProcess }: Pick<ElectronFacade, 'utilityProcess'>,
  file: string,
): EngineChild {
  const child = utilityProcess.fork(file, [], { serviceName: 'Facet Studio engine', stdio: 'inherit' });
  // It must be there before the message that starts it is sent.
  let running = true;
  child.once('exit', () => (running = false));
  return {
    get pid() {
      return child.pid;
    },
    send(message) {
      if (running) child.postMessage(message);
    },
    onMessage(listener) {
      child.on('message', listener);
      return () => child.off('message', listener);
    },
    onExit(listener) {
      const exited = (code: number) => listener(`exit code ${code}`);
      child.once('exit', exited);
      return () => child.off('exit', exited);
    },
    kill: () => void child.kill(),
  };
}
