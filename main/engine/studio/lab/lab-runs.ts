import type { ErrorReport } from '../../../../preload/contract/errors';
import type { JobHooks } from '../../../../preload/contract/engine';
import { labOptionsSchema, type LabRequest, type LabSummary } from '../../../../preload/contract/lab';
import type { LabRun, LabSnapshot, LabWish } from '../../../../preload/contract/studio/lab-run';
import { isCancelled, StudioError, toErrorReport } from '../../errors/studio-error';
import { fillFolderAtomically, makeFolder } from '../../export/write-atomically';
import { labCommandLine } from '../../lab/lab-command-line';
import { without } from '../document/without';
import { newId } from '../document/new-id';
import type { NoticeStream } from '../topics/notice-stream';
import { labRun, type LabPlan, type LabRecord } from './lab-record';
import type { LabStore } from './lab-store';

export interface LabRunsOptions {
  readonly store: LabStore;
  /** Does the work; tests stand in for the engine. */
  readonly run: (request: LabRequest, hooks: JobHooks) => Promise<LabSummary>;
  readonly version: string;
  readonly notices: NoticeStream;
  readonly onChange: () => void;
  readonly onFailure: (error: ErrorReport) => void;
}

/** What is compared, and on which device; the material comes as paths. */
export type LabRunWish = Omit<LabWish, 'mediaIds'> & Pick<LabRequest, 'device'>;

/** A run under way. */
interface Running {
  readonly plan: LabPlan;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  status: Extract<LabRun['status'], { state: 'running' }>;
}

/**
 * The lab's runs: one at a time is made, the finished ones are kept in the data folder. What is cancelled leaves nothing;
 * what failed is told for as long as the program runs, or until it is removed.
 */
export class LabRuns {
  private finished: LabRecord[] = [];
  private failed: LabRun[] = [];
  private running: Running | undefined;

  private constructor(private readonly options: LabRunsOptions) {}

  static async start(options: LabRunsOptions): Promise<LabRuns> {
    const runs = new LabRuns(options);
    if ((await options.store.sweep()) > 0) {
      options.notices.say(
        'warning',
        'A run of the lab ended with the program and left nothing. Start it again.',
      );
    }
    runs.finished = await options.store.records();
    return runs;
  }

  snapshot(): LabSnapshot {
    const ended = [
      ...this.failed,
      ...this.finished.map((record) => labRun(record, { state: 'done', ...record.summary })),
    ].sort((a, b) => b.startedAt - a.startedAt);
    const { running } = this;
    return { runs: running === undefined ? ended : [labRun(running.plan, running.status), ...ended] };
  }

  /**
   * @param inputs absolute paths of the material
   * @param pictures faces at most
   * @throws StudioError `usage` while another one runs
   */
  begin(inputs: readonly string[], pictures: number, wish: LabRunWish): { runId: string } {
    if (this.running !== undefined) {
      throw new StudioError('usage', 'The lab is at work. Wait until it is done, or stop that run.');
    }
    const options = labOptionsSchema.parse({ ...wish, material: inputs, outputFolder: 'facet-lab' });
    const { methods = [], factors } = options;
    const plan: LabPlan = {
      ...{ version: 1, id: newId('l'), startedAt: Date.now() },
      ...{ inputs: [...inputs], methods, factors },
    };
    const abort = new AbortController();
    const made = { command: labCommandLine(options), version: this.options.version };
    const ended = this.work(plan, { ...options, made }, abort.signal);
    this.running = { plan, abort, ended, status: { state: 'running', done: 0, total: pictures } };
    this.options.onChange();
    return { runId: plan.id };
  }

  /** Resolves once nothing of it is left. */
  async cancel(runId: string): Promise<void> {
    const { running } = this;
    if (running?.plan.id !== runId) return;
    running.abort.abort();
    await running.ended;
  }

  async remove(runId: string): Promise<void> {
    await this.cancel(runId);
    this.finished = this.finished.filter(({ id }) => id !== runId);
    this.failed = this.failed.filter(({ id }) => id !== runId);
    this.options.onChange();
    await this.options.store.remove(runId);
  }

  /** @param name absent: by its material. @throws StudioError `usage` where there is no such finished run */
  async rename(runId: string, name: string | undefined): Promise<void> {
    const plain = without(this.required(runId), 'name');
    const renamed: LabRecord = name === undefined ? plain : { ...plain, name };
    await this.options.store.write(renamed);
    this.finished = this.finished.map((record) => (record.id === runId ? renamed : record));
    this.options.onChange();
  }

  /** @throws StudioError `usage` where there is no such finished run */
  required(runId: string): LabRecord {
    const found = this.finished.find(({ id }) => id === runId);
    if (found === undefined)
      throw new StudioError('usage', 'There is no such run; it may have been removed.');
    return found;
  }

  /**
   * What a version of a picture took on this machine, seconds, in the run with the most similar number of methods: those
   * of a face share its 3D fit. Undefined before the first.
   */
  secondsPerVersion(methodCount: number): number | undefined {
    const distance = ({ methods }: LabRecord) => Math.abs(Math.log(methods.length / methodCount));
    const [nearest] = [...this.finished].sort((a, b) => distance(a) - distance(b));
    if (nearest === undefined) return undefined;
    const { summary, methods, factors } = nearest;
    return summary.seconds / (summary.pictures * methods.length * factors.length);
  }

  async dispose(): Promise<void> {
    this.running?.abort.abort();
    await this.running?.ended;
  }

  private async work(plan: LabPlan, request: LabRequest, signal: AbortSignal): Promise<void> {
    const { store, run, onChange, onFailure } = this.options;
    try {
      await makeFolder(store.folder);
      let record: LabRecord | undefined;
      await fillFolderAtomically(store.folderOf(plan.id), async (outputFolder) => {
        const { pictures, people, seconds } = await run(
          { ...request, outputFolder },
          { signal, onProgress: ({ done }) => this.follow(done) },
        );
        record = { ...plan, summary: { pictures, people, seconds } };
        await store.write(record, outputFolder);
      });
      if (record !== undefined) this.finished = [record, ...this.finished];
    } catch (error) {
      if (!isCancelled(error)) {
        const report = toErrorReport(error);
        onFailure(report);
        this.failed = [labRun(plan, { state: 'failed', error: report }), ...this.failed];
      }
    } finally {
      this.running = undefined;
      onChange();
    }
  }

  /** Clips show more faces than there are files, and faces come in bursts: the time left is told by all of them so far. */
  private follow(done: number): void {
    if (this.running === undefined) return;
    const total = Math.max(this.running.status.total, done);
    const seconds = (Date.now() - this.running.plan.startedAt) / 1000;
    const etaSeconds = done === 0 ? undefined : (seconds / done) * (total - done);
    this.running.status = {
      state: 'running',
      done,
      total,
      ...(etaSeconds === undefined ? {} : { etaSeconds }),
    };
    this.options.onChange();
  }
}
