import type { Engine } from '../../../../preload/contract/engine';
import type { AnalysisSummary, EnhanceSummary } from '../../../../preload/contract/jobs';
import type { MediaInfo } from '../../../../preload/contract/media';
import type { MachineReport } from '../../../../main/engine/doctor/machine-report';
import type { CliHost } from '../../../../main/hosts/cli/cli-host';
import type { runFigures } from '../../../../main/hosts/cli/run-figures';
import type { runPython } from '../../../../main/hosts/cli/training/run-python';

/** A process that keeps what was written and lets a test press Ctrl-C. */
export interface FakeHost extends CliHost {
  readonly out: string[];
  readonly err: string[];
  readonly quits: number[];
  interrupt(): void;
  readonly disposed: () => number;
}

export function fakeHost(
  engine: Partial<Engine> = {},
  options: {
    tty?: boolean;
    columns?: number;
    env?: Record<string, string>;
    now?: () => number;
    machine?: Partial<MachineReport>;
    runFigures?: typeof runFigures;
    runPython?: typeof runPython;
  } = {},
): FakeHost {
  const out: string[] = [];
  const err: string[] = [];
  const quits: number[] = [];
  const handlers = new Set<() => void>();
  let disposals = 0;
  const sink = (into: string[]) => ({
    write: (text: string) => void into.push(text),
    isTTY: options.tty === true,
    columns: options.columns ?? 80,
  });
  return {
    out,
    err,
    quits,
    stdout: sink(out),
    stderr: sink(err),
    env: options.env ?? {},
    createEngine: async () => ({
      ...fakeEngine(),
      ...engine,
      dispose: async () => {
        disposals++;
      },
    }),
    inspectMachine: async () => ({
      system: [],
      ffmpeg: [],
      encoders: [],
      devices: [],
      models: [],
      ...options.machine,
    }),
    loadBench: async () => async () => {
      throw new Error('not in this test');
    },
    loadDemo: async () => ({
      writeDemoClip: async () => undefined,
      writeDemoPage: async ({ folder }) => ({
        page: `${folder}/index.html`,
        gain: { before: 25.5, after: 27.25 },
      }),
    }),
    loadServer: async () => async () => {
      throw new Error('not in this test');
    },
    loadFigures: async () => options.runFigures ?? (async () => 0),
    loadTraining: async () => options.runPython ?? (async () => undefined),
    openBrowser: async () => false,
    now: options.now ?? (() => 0),
    onInterrupt: (handler) => {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    quit: (code) => void quits.push(code),
    interrupt: () => handlers.forEach((handler) => handler()),
    disposed: () => disposals,
  };
}

/** Every input is one video; enhancing succeeds at once. */
export function fakeEngine(): Engine {
  return {
    listInputs: async (paths) => [...paths],
    probe: async (input) =>
      ({ path: input, kind: /\.(png|jpe?g)$/.test(input) ? 'image' : 'video' }) as MediaInfo,
    analyse: async ({ input }) => analysisOf(input),
    plan: async ({ input, output }) => ({
      input,
      output,
      frames: 75,
      outputWidth: 360,
      outputHeight: 288,
      segments: 2,
      encoder: 'libx264',
      device: 'cpu',
      estimatedSeconds: 9.5,
      estimatedBytes: 410_000,
      freeBytes: 12_000_000_000,
      warnings: [],
    }),
    enhance: async ({ input, output }) => enhancementOf(input, output),
    degrade: async ({ input, output }) => ({
      ...{ input, output, frames: 1, width: 16, height: 16, steps: [], reused: false },
    }),
    reconstruct: async ({ input }) => ({ input, analysis: analysisOf(input), people: [] }),
    lab: async ({ outputFolder }) => ({
      report: `${outputFolder}/report.html`,
      ...{ pictures: 0, people: 0, leftOut: [], rows: [], partSeconds: {}, seconds: 1 },
    }),
    models: {
      propose: () => Promise.reject(new Error('not in this test')),
      add: () => Promise.reject(new Error('not in this test')),
      remove: () => Promise.reject(new Error('not in this test')),
      catalogue: () => Promise.resolve([]),
      fetch: () => Promise.reject(new Error('not in this test')),
    },
    dispose: async () => undefined,
  };
}

export function analysisOf(input: string): AnalysisSummary {
  return {
    input,
    project: `${input}.facet`,
    frames: 75,
    reused: false,
    people: [
      {
        id: 1,
        name: 'Person 1',
        frames: 75,
        firstFrame: 0,
        lastFrame: 74,
        interOcularPixels: 41.27,
        reprojectionError: 0.0143,
        bestFrame: 12,
      },
    ],
  };
}

export function enhancementOf(input: string, output: string): EnhanceSummary {
  return {
    input,
    output,
    analysis: analysisOf(input),
    frames: 75,
    facesRestored: 72,
    facesSkipped: { tooSmall: 2, tooTurned: 1, tooUncertain: 0, notChosen: 0 },
    segments: { total: 2, resumed: 1 },
    seconds: 7.5,
    framesPerSecond: 10,
    stageMilliseconds: { decode: 3.2, restore: 41 },
  };
}
