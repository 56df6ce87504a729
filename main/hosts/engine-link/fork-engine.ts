import { fork } from 'node:child_process';
import type { EngineChild } from './engine-child';

/** The engine in a child process of Node. `file` is dist/engine-process.js. */
export function forkEngine(file: string, execArgv: readonly string[] = []): EngineChild {
  const child = fork(file, [], {
    serialization: 'json',
    execArgv: [...execArgv],
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  return {
    get pid() {
      return child.pid;
    },
    send(message) {
      // The callback takes the error of a child that has just died; its exit is told by `onExit`.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage(listener) {
      child.on('message', listener);
      return () => child.off('message', listener);
    },
    onExit(listener) {
      const exited = (code: number | null, signal: string | null) =>
        listener(signal === null ? `exit code ${code}` : `signal ${signal}`);
      const failed = (error: Error) => listener(error.message);
      child.once('exit', exited);
      child.once('error', failed);
      return () => {
        child.off('exit', exited);
        child.off('error', failed);
      };
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
