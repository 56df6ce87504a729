import type { Engine, EngineSettings } from '../../../preload/contract/engine';
import { exitCodes } from '../../../preload/contract/errors';
import type { CliHost, TextSink } from './cli-host';
import { runCli } from './run-cli';

const interrupts: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function sink(stream: NodeJS.WriteStream): TextSink {
  return {
    write: (text) => void stream.write(text),
    get isTTY() {
      return stream.isTTY;
    },
    get columns() {
      return stream.isTTY ? stream.columns : 80;
    },
  };
}

/** Time that what still runs after the end (a worker closing) gets before the process is ended for it. */
const lingerMilliseconds = 3000;

/**
 * Stopped: dies of the signal itself, which shells report as 130. process.exit would end the inference workers inside
 * the runtime, and that takes the process down with a complaint of its own.
 */
function quit(exitCode: number): void {
  if (exitCode === exitCodes.cancelled && process.platform !== 'win32') {
    process.removeAllListeners('SIGINT');
    process.kill(process.pid, 'SIGINT');
  }
  process.exit(exitCode);
}

const host: CliHost = {
  stdout: sink(process.stdout),
  stderr: sink(process.stderr),
  env: process.env,
  async createEngine(settings: EngineSettings): Promise<Engine> {
    const { createEngine } = await import('../../engine/engine.js');
    return createEngine(settings);
  },
  async inspectMachine(settings: EngineSettings) {
    const { inspectMachine } = await import('../../engine/doctor/inspect-machine.js');
    return inspectMachine(settings);
  },
  async loadDemo() {
    const { writeDemoClip } = await import('./demo/demo-clip.js');
    const { writeDemoPage } = await import('./demo/demo-page.js');
    return { writeDemoClip, writeDemoPage };
  },
  async loadBench() {
    return (await import('./bench/run-bench.js')).runBench;
  },
  async loadServer() {
    return (await import('../server/browser-studio.js')).startBrowserStudio;
  },
  async loadFigures() {
    return (await import('./run-figures.js')).runFigures;
  },
  async loadTraining() {
    return (await import('./training/run-python.js')).runPython;
  },
  async openBrowser(url) {
    return (await import('../server/open-browser.js')).openBrowser(url);
  },
  now: () => performance.now(),
  onInterrupt(handler) {
    for (const name of interrupts) process.on(name, handler);
    return () => {
      for (const name of interrupts) process.off(name, handler);
    };
  },
  quit,
};

// A reader that goes away (`facet models | head -1`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

void runCli(process.argv.slice(2), host).then((exitCode) => {
  process.exitCode = exitCode;
  setTimeout(() => quit(exitCode), lingerMilliseconds).unref();
});
