import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { ErrorReport } from '../../../../preload/contract/errors';
import type { EnhanceSummary } from '../../../../preload/contract/jobs';
import type { JobItem, JobsSnapshot } from '../../../../preload/contract/studio/job-item';
import { isCancelled, StudioError, toErrorReport } from '../../errors/studio-error';
import type { Project } from '../../project/project-format';
import { without } from '../document/without';
import { readStateFile, StateWriter } from '../document/state-file';
import type { StudioJobFiles } from '../studio-clips';
import type { NoticeStream } from '../topics/notice-stream';
import { dropSegments, jobFiles } from './job-files';
import { jobItem, queueFileSchema, secondsLeft, stagesOf, type JobRecord } from './job-record';
import { JobReport } from './job-report';

/** Does one job; tests stand in for the engine. */
export type PerformJob = (job: JobRecord, report: JobReport, signal: AbortSignal) => Promise<EnhanceSummary>;

export interface QueueOptions {
  readonly dataFolder: string;
  readonly perform: PerformJob;
  /** The analysis that a job was made from, with its edits, where it is still there. */
  readonly loadProject: (job: JobRecord) => Promise<Project | undefined>;
  readonly onFailure?: (job: JobRecord, error: ErrorReport) => void;
  readonly notices: NoticeStream;
  readonly onChange: () => void;
  readonly saveDelayMilliseconds?: number;
}

/** Why a running job is being stopped, and what becomes of it. */
type Intent = 'pause' | 'cancel' | 'leave';

interface Run {
  readonly record: JobRecord;
  readonly report: JobReport;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
  intent: Intent | undefined;
}

const mostEnded = 200;

/**
 * The jobs, one running at a time. The queue is a file of the data folder: a job that ran when the program went down is
 * queued again and goes on from its last finished segment.
 */
export class JobQueue {
  private line: JobRecord[] = [];
  private ended: JobRecord[] = [];
  private paused = false;
  private run: Run | undefined;
  private closed = false;
  /** Newest reports by job: what is not worth keeping on disk. */
  private readonly reports = new Map<string, JobReport>();
  private readonly projects = new Map<string, Project>();
  private readonly writer: StateWriter;

  private constructor(private readonly options: QueueOptions) {
    this.writer = new StateWriter({
      content: () => ({
        file: path.join(options.dataFolder, 'jobs.json'),
        value: { version: 1, paused: this.paused, line: this.line, ended: this.ended },
      }),
      delayMilliseconds: options.saveDelayMilliseconds ?? 300,
      onFailure: (error) =>
        options.notices.say('warning', `The queue could not be saved: ${(error as Error).message}`),
    });
  }

  static async start(options: QueueOptions): Promise<JobQueue> {
    const queue = new JobQueue(options);
    const read = await readStateFile(path.join(options.dataFolder, 'jobs.json'), queueFileSchema);
    if (read.state === 'ok') {
      ({ line: queue.line, ended: queue.ended, paused: queue.paused } = read.value);
      for (const job of queue.line) {
        if (job.status.state !== 'paused') job.status = { state: 'queued' };
        // Pictures shown but not written down before a crash keep their numbers to themselves.
        job.liveRevision += 10_000;
      }
    } else if (read.state === 'damaged') {
      options.notices.say(
        'warning',
        `The list of jobs was damaged and begins anew; it was kept as ${read.setAside}.`,
      );
    }
    queue.startNext();
    return queue;
  }

  add(record: JobRecord): void {
    this.line.push(record);
    this.changed();
    this.startNext();
  }

  pause(jobId: string): void {
    const job = this.waiting(jobId);
    if (job.status.state === 'running') this.stop('pause');
    else job.status = { state: 'paused' };
    this.changed();
  }

  resume(jobId: string): void {
    const job = this.waiting(jobId);
    if (this.run?.record === job && this.run.intent === 'pause') this.run.intent = 'leave';
    if (job.status.state === 'paused') job.status = { state: 'queued' };
    this.changed();
    this.startNext();
  }

  /** Resolves once the job has let go of its files. */
  async cancel(jobId: string): Promise<void> {
    const job = this.waiting(jobId);
    if (this.run?.record === job) {
      this.stop('cancel');
      await this.run.ended;
    } else {
      await this.end(job, { state: 'cancelled' });
    }
  }

  retry(jobId: string): void {
    const job = this.ended.find(({ id }) => id === jobId);
    if (job === undefined || job.status.state === 'done') {
      throw new StudioError('usage', 'Only a job that failed or was cancelled can be tried again.');
    }
    this.ended = this.ended.filter((other) => other !== job);
    Object.assign(job, { status: { state: 'queued' }, stages: stagesOf(job.media.kind), notices: [] });
    delete job.finishedAt;
    delete job.segments;
    this.line.push(job);
    this.changed();
    this.startNext();
  }

  async remove(jobId: string): Promise<void> {
    if (this.line.some(({ id }) => id === jobId)) await this.cancel(jobId);
    this.required(jobId);
    this.ended = this.ended.filter(({ id }) => id !== jobId);
    this.reports.delete(jobId);
    this.projects.delete(jobId);
    this.changed();
  }

  move(jobId: string, before: string | null): void {
    const job = this.waiting(jobId);
    if (before === jobId) return;
    const others = this.line.filter((other) => other !== job);
    const at = before === null ? others.length : others.indexOf(this.waiting(before));
    this.line = [...others.slice(0, at), job, ...others.slice(at)];
    this.changed();
  }

  pauseAll(): void {
    this.paused = true;
    this.stop('pause');
    this.changed();
  }

  resumeAll(): void {
    this.paused = false;
    if (this.run?.intent === 'pause') this.run.intent = 'leave';
    for (const job of this.line) if (job.status.state === 'paused') job.status = { state: 'queued' };
    this.changed();
    this.startNext();
  }

  snapshot(): JobsSnapshot {
    const etaSeconds = this.paused ? undefined : secondsLeft(this.line);
    return {
      jobs: [...this.line, ...this.ended].map((job) => this.item(job)),
      paused: this.paused,
      ...(etaSeconds === undefined ? {} : { etaSeconds }),
    };
  }

  /** @throws StudioError `usage` where there is no such job */
  required(jobId: string): JobRecord {
    const job = [...this.line, ...this.ended].find(({ id }) => id === jobId);
    if (job === undefined) throw new StudioError('usage', 'There is no such job; it may have been removed.');
    return job;
  }

  files(jobId: string): StudioJobFiles | undefined {
    const job = [...this.line, ...this.ended].find(({ id }) => id === jobId);
    if (job === undefined) return undefined;
    const report = this.reports.get(jobId);
    return jobFiles(job, report?.project ?? this.projects.get(jobId), report?.live);
  }

  /** Makes `files(jobId).project` whole for a job of an earlier run of the program. */
  async loadProject(jobId: string): Promise<void> {
    const job = this.required(jobId);
    if (this.projects.has(jobId) || this.reports.get(jobId)?.project !== undefined) return;
    const project = await this.options.loadProject(job);
    if (project !== undefined) this.projects.set(jobId, project);
  }

  /** Files that jobs still in the line will write. */
  outputs(): Set<string> {
    return new Set(
      this.line.flatMap(({ output, sideBySide }) => [
        output,
        ...(sideBySide === undefined ? [] : [sideBySide]),
      ]),
    );
  }

  /** Whether the running job reads this project folder. */
  isUsing(projectFolder: string): boolean {
    return this.run?.record.projectFolder === projectFolder;
  }

  async dispose(): Promise<void> {
    this.closed = true;
    this.stop('leave');
    await this.run?.ended;
    await this.writer.flush();
  }

  private item(job: JobRecord): JobItem {
    return jobItem(job, this.reports.get(job.id)?.recentRates ?? []);
  }

  private waiting(jobId: string): JobRecord {
    const job = this.line.find(({ id }) => id === jobId);
    if (job !== undefined) return job;
    this.required(jobId);
    throw new StudioError('usage', 'This job has ended; only jobs in the queue can be changed.');
  }

  private stop(intent: Intent): void {
    if (this.run === undefined) return;
    this.run.intent = intent;
    this.run.controller.abort();
  }

  private startNext(): void {
    if (this.closed || this.paused || this.run !== undefined) return;
    const record = this.line.find(({ status }) => status.state === 'queued');
    if (record === undefined) return;
    const controller = new AbortController();
    const report = new JobReport(record, (keep) => {
      if (keep) this.writer.schedule();
      this.options.onChange();
    });
    this.reports.set(record.id, report);
    const ended = this.work(record, report, controller.signal).finally(() => {
      this.run = undefined;
      this.changed();
      this.startNext();
    });
    this.run = { record, report, controller, ended, intent: undefined };
  }

  private async work(record: JobRecord, report: JobReport, signal: AbortSignal): Promise<void> {
    try {
      const summary = await this.options.perform(record, report, signal);
      report.countTime();
      for (const stage of record.stages) if (stage.state !== 'skipped') stage.state = 'done';
      const figures = without(summary, 'input', 'output', 'sideBySide', 'analysis');
      const bytes = (await stat(record.output).catch(() => undefined))?.size ?? 0;
      delete record.renderFolder;
      await this.end(record, { state: 'done', summary: figures, bytes });
    } catch (error) {
      report.countTime();
      const intent = this.run?.intent;
      if (intent === undefined || !isCancelled(error)) {
        const report = toErrorReport(error);
        this.options.onFailure?.(record, report);
        await this.end(record, { state: 'failed', error: report });
      } else if (intent === 'cancel') {
        await this.end(record, { state: 'cancelled' });
      } else {
        record.status = { state: intent === 'pause' ? 'paused' : 'queued' };
      }
    }
  }

  /** A failed job keeps its finished segments: trying again goes on from there. */
  private async end(record: JobRecord, status: JobRecord['status']): Promise<void> {
    record.status = status;
    record.finishedAt = Date.now();
    this.line = this.line.filter((other) => other !== record);
    const kept = [record, ...this.ended.filter((other) => other !== record)];
    this.ended = kept.slice(0, mostEnded);
    for (const { id } of kept.slice(mostEnded)) this.reports.delete(id);
    this.changed();
    // Another job of the same look may have finished segments there.
    const shared = this.line.some((other) => other.renderFolder === record.renderFolder);
    if (status.state === 'cancelled' && !shared) await dropSegments(record);
  }

  private changed(): void {
    this.writer.schedule();
    this.options.onChange();
  }
}
