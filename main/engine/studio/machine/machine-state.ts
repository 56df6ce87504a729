import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { EngineSettings } from '../../../../preload/contract/engine';
import type { CatalogueLine, MachineSnapshot } from '../../../../preload/contract/studio/machine';
import { inspectMachine } from '../../doctor/inspect-machine';
import { listEncoders } from '../../doctor/list-encoders';
import type { Finding, MachineReport } from '../../doctor/machine-report';
import type { EngineParts } from '../../engine-parts';
import { isCancelled, StudioError, toErrorReport } from '../../errors/studio-error';
import { chooseDevice } from '../../inference/choose-device';
import { packageRoot } from '../../models/package-root';
import { benchmarkPhases, runBenchmark } from './benchmark';
import { modelItem } from './model-item';

export interface MachineOptions {
  readonly parts: EngineParts;
  readonly settings: EngineSettings;
  readonly dataFolder: string;
  /** The catalogue as it now is; undefined until it was read. */
  readonly catalogue: () => readonly CatalogueLine[] | undefined;
  readonly onChange: () => void;
}

type Known = Pick<MachineSnapshot, 'device' | 'encoders' | 'checks' | 'models' | 'benchmark'>;

/** What is known of the machine: little at first, more once it was inspected or measured. */
export class MachineState {
  private known: Known = { encoders: [], checks: [], models: [] };
  private inspecting: Promise<void> | undefined;
  private readonly controller = new AbortController();
  private readonly version = programVersion();

  private constructor(private readonly options: MachineOptions) {}

  static async start(options: MachineOptions): Promise<MachineState> {
    const machine = new MachineState(options);
    try {
      const builtIn = new Set((await options.parts.models.builtIn()).map(({ id }) => id));
      const entries = await options.parts.models.entries();
      machine.known.models = entries.map((entry) => modelItem(entry, builtIn.has(entry.id)));
    } catch (error) {
      const { message } = toErrorReport(error);
      machine.known.checks = [{ name: 'manifest', state: 'missing', detail: message }];
    }
    return machine;
  }

  snapshot(): MachineSnapshot {
    const catalogue = this.options.catalogue();
    return {
      version: this.version,
      ...(catalogue === undefined ? {} : { catalogue: [...catalogue] }),
      platform: `${os.type()} ${os.release()} ${process.arch}`,
      cores: os.availableParallelism(),
      memoryBytes: os.totalmem(),
      freeMemoryBytes: os.freemem(),
      ...this.known,
    };
  }

  /** Tries what a job needs. Asked again meanwhile, it is the same attempt. */
  async inspect(): Promise<void> {
    this.inspecting ??= this.inspectOnce().finally(() => {
      this.inspecting = undefined;
    });
    return this.inspecting;
  }

  /** Models came or went. */
  async refreshModels(): Promise<void> {
    const models = await this.options.parts.models.list();
    this.learn({
      models: models.map(({ entry, builtIn, state }) => ({ ...modelItem(entry, builtIn), state })),
    });
  }

  /** Resolves once it has begun; the `machine` topic tells the rest. */
  benchmark(): void {
    if (this.known.benchmark?.state === 'running') {
      throw new StudioError('usage', 'The benchmark is running already.');
    }
    const show = (done: number): void =>
      this.learn({ benchmark: { state: 'running', done, total: benchmarkPhases } });
    show(0);
    runBenchmark(this.options.parts, this.options.dataFolder, show, this.controller.signal).then(
      (result) => this.learn({ benchmark: { state: 'done', at: Date.now(), ...result } }),
      (error: unknown) => {
        if (isCancelled(error) && this.controller.signal.aborted) return;
        this.learn({ benchmark: { state: 'failed', error: toErrorReport(error) } });
      },
    );
  }

  dispose(): void {
    this.controller.abort();
  }

  private async inspectOnce(): Promise<void> {
    const { parts, settings } = this.options;
    const [report, encoders, device, models] = await Promise.all([
      inspectMachine(settings),
      parts.tools().then(listEncoders, () => []),
      chooseDevice('auto').catch(() => undefined),
      parts.models.list().catch(() => undefined),
    ]);
    this.learn({
      checks: checksOf(report),
      encoders,
      ...(device === undefined ? {} : { device: { chosen: device.device, reason: device.reason } }),
      ...(models === undefined
        ? {}
        : { models: models.map(({ entry, builtIn, state }) => ({ ...modelItem(entry, builtIn), state })) }),
    });
  }

  private learn(news: Partial<Known>): void {
    this.known = { ...this.known, ...news };
    this.options.onChange();
  }
}

function checksOf({ system, ffmpeg, encoders, devices, models }: MachineReport): MachineSnapshot['checks'] {
  return [...system, ...ffmpeg, ...encoders, ...devices, ...models].map(
    ({ what, state, detail, remedy }: Finding) => ({
      name: what,
      state: state === 'limited' ? 'warning' : state,
      detail,
      ...(remedy === undefined ? {} : { remedy }),
    }),
  );
}

function programVersion(): string {
  const content: unknown = JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8'));
  return String((content as { version?: unknown }).version);
}
