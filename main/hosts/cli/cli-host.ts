import type { Engine, EngineSettings } from '../../../preload/contract/engine';
import type { runBench } from './bench/run-bench';
import type { writeDemoClip } from './demo/demo-clip';
import type { writeDemoPage } from './demo/demo-page';
import type { MachineReport } from '../../engine/doctor/machine-report';
import type { startBrowserStudio } from '../server/browser-studio';
import type { runFigures } from './run-figures';
import type { runPython } from './training/run-python';

/** Where the CLI writes text; a terminal when `isTTY`. */
export interface TextSink {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width in characters; 80 where it is not known. */
  readonly columns: number;
}

export interface DemoParts {
  readonly writeDemoClip: typeof writeDemoClip;
  readonly writeDemoPage: typeof writeDemoPage;
}

/** Everything the CLI needs from the process it runs in, so that tests can stand in for it. */
export interface CliHost {
  /** Results. In `--json` mode nothing but JSON lines. */
  readonly stdout: TextSink;
  /** Progress, notices and errors. */
  readonly stderr: TextSink;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Loads and starts the engine; only commands that work on media call it, so `--help` stays quick. */
  createEngine(settings: EngineSettings): Promise<Engine>;
  /** Tries what a job needs, for `facet doctor`. */
  inspectMachine(settings: EngineSettings): Promise<MachineReport>;
  /** What `facet demo` needs beside the engine. */
  loadDemo(): Promise<DemoParts>;
  /** What `facet bench` runs. */
  loadBench(): Promise<typeof runBench>;
  /** What `facet serve` runs. */
  loadServer(): Promise<typeof startBrowserStudio>;
  /** What `facet train` and `facet test` run. */
  loadTraining(): Promise<typeof runPython>;
  /** What `facet lab reproduce --figures` runs. */
  loadFigures(): Promise<typeof runFigures>;
  /** Shows an address in the user's browser; false where there is none. */
  openBrowser(url: string): Promise<boolean>;
  /** Monotonic clock, milliseconds. */
  now(): number;
  /** Calls `handler` for each Ctrl-C or termination request; returns its unsubscribe. */
  onInterrupt(handler: () => void): () => void;
  /** Ends the process at once. */
  quit(exitCode: number): void;
}
