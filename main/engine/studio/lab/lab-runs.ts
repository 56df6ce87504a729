import type { ErrorReport } from '../../../../preload/contract/errors';
import type { JobHooks } from '../../../../preload/contract/engine';
import type { Progress, Stage } from '../../../../preload/contract/jobs';
import {
  labOptionsSchema,
  type LabPart,
  type LabRequest,
  type LabSummary,
} from '../../../../preload/contract/lab';
import type { LabRun, LabSnapshot, LabWish } from '../../../../preload/contract/studio/lab-run';
import { isCancelled, StudioError, toErrorReport } from '../../errors/studio-error';
import { fillFolderAtomically, makeFolder } from '../../export/write-atomically';
import { labCommandLine } from '../../lab/lab-command-line';
import { without } from '../document/without';
import { newId } from '../document/new-id';
import type { NoticeStream } from '../topics/notice-stream';
import { labRun, pastOf, type LabPlan, type LabRecord } from './lab-record';
import type { LabStore } from './lab-store';
import { expectedSeconds, totalSeconds, type LabDemand, type LabWork } from './lab-work';

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

type Running = Extract<LabRun['status'], { state: 'running' }>;

/** The parts in their order, by the stage of the engine that does them. */
const partOfStage: Partial<Record<Stage, Running['part']>> = {
  measure: 'faces',
  render: 'clips',
  probe: 'memory',
};
const order: readonly Running['part'][] = ['faces', 'clips', 'memory'];

/** A run under way. */
interface UnderWay {
  readonly plan: LabPlan;
  readonly demand: LabDemand;
  /** By part. */
  readonly expected: LabWork;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
  partStartedAt: number;
  status: Running;
}

/**
 * The lab's runs: one at a time is made, the finished ones are kept in the data folder. What is cancelled leaves nothing;
 * what failed is told for as long as the program runs, or until it is removed.
 */
export class LabRuns {
  private finished: LabRecord[] = [];
  private failed: LabRun[] = [];
  private running: UnderWay | undefined;

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
   * @throws StudioError `usage` while another one runs
   */
  begin(inputs: readonly string[], demand: LabDemand, wish: LabRunWish): { runId: string } {
    if (this.running !== undefined) {
      throw new StudioError('usage', 'The lab is at work. Wait until it is done, or stop that run.');
    }
    const options = labOptionsSchema.parse({
      ...{ ...wish, material: inputs, outputFolder: 'facet-lab' },
      // Then photos are not among the material either.
      ...(wish.faces === false ? { framesPerClip: 0 } : {}),
    });
    const { methods = [], factors } = options;
    const plan: LabPlan = {
      ...{ version: 1, id: newId('l'), startedAt: Date.now() },
      ...{ inputs: [...inputs], methods, factors, parts: Object.keys(demand.work) as LabPart[] },
    };
    const abort = new AbortController();
    const made = { command: labCommandLine(options), version: this.options.version };
    const ended = this.work(plan, demand, { ...options, made }, abort.signal);
    const expected = this.secondsFor(demand.work, methods.length);
    this.running = {
      ...{ plan, demand, expected, abort, ended, partStartedAt: plan.startedAt },
      status: {
        ...{ state: 'running', part: wish.faces === false ? 'clips' : 'faces' },
        ...{ done: 0, total: demand.pictures, share: 0, etaSeconds: totalSeconds(expected) },
      },
    };
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

  /** Seconds that each part takes on this machine: see `expectedSeconds`. */
  secondsFor(work: LabWork, methods: number): LabWork {
    return expectedSeconds(work, methods, this.finished.map(pastOf));
  }

  async dispose(): Promise<void> {
    this.running?.abort.abort();
    await this.running?.ended;
  }

  private async work(
    plan: LabPlan,
    demand: LabDemand,
    request: LabRequest,
    signal: AbortSignal,
  ): Promise<void> {
    const { store, run, notices, onChange, onFailure } = this.options;
    try {
      await makeFolder(store.folder);
      let record: LabRecord | undefined;
      await fillFolderAtomically(store.folderOf(plan.id), async (outputFolder) => {
        const { pictures, people, clipPeople, seconds, partSeconds } = await run(
          { ...request, outputFolder },
          {
            signal,
            onProgress: (progress) => this.follow(progress),
            // Which device was taken, and the like, is no news here.
            onNotice: ({ level, message }) => level === 'warning' && notices.say(level, message),
          },
        );
        record = {
          ...plan,
          // Clips in which nobody is large enough leave no figures.
          parts: plan.parts.filter((part) => part in partSeconds),
          summary: {
            ...{ pictures, people: pictures === 0 ? (clipPeople ?? 0) : people, seconds, partSeconds },
            work: workDone(demand, pictures),
          },
        };
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

  /**
   * How far a part is, and the time left: of that part by its own pace once there is one, of those to come as expected.
   * Clips show more faces than there are files, and faces come in bursts: their pace is that of all so far.
   */
  private follow({ stage, done, total: told }: Pick<Progress, 'stage' | 'done' | 'total'>): void {
    const { running } = this;
    const part = partOfStage[stage];
    if (running === undefined || part === undefined) return;
    if (part !== running.status.part) running.partStartedAt = Date.now();
    const { demand, expected } = running;
    const total = Math.max(part === 'faces' ? demand.pictures : told, done);
    const seconds = (Date.now() - running.partStartedAt) / 1000;
    // 3D faces are fitted along with single faces.
    const secondsOf = (one: Running['part']) =>
      (expected[one] ?? 0) + (one === 'faces' ? (expected.fits ?? 0) : 0);
    const sum = (parts: readonly Running['part'][]) => parts.reduce((all, one) => all + secondsOf(one), 0);
    const at = order.indexOf(part);
    const left = done === 0 ? Math.max(0, secondsOf(part) - seconds) : (seconds / done) * (total - done);
    const doneShare = total === 0 ? 0 : done / total;
    running.status = {
      ...{ state: 'running', part, done, total },
      share: (sum(order.slice(0, at)) + doneShare * secondsOf(part)) / (sum(order) || 1),
      etaSeconds: left + sum(order.slice(at + 1)),
    };
    this.options.onChange();
  }
}

/** Of pictures there may be fewer than were asked for. */
function workDone({ pictures: asked, work }: LabDemand, pictures: number): LabWork {
  const share = asked === 0 ? 1 : pictures / asked;
  const { faces, fits, ...others } = work;
  return {
    ...others,
    ...(faces === undefined ? {} : { faces: faces * share }),
    ...(fits === undefined ? {} : { fits: fits * share }),
  };
}
