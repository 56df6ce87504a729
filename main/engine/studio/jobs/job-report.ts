import type { Notice, Progress } from '../../../../preload/contract/jobs';
import type { PersonItem } from '../../../../preload/contract/studio/media-item';
import type { RgbImage } from '../../pixels/image';
import type { Project } from '../../project/project-format';
import type { RenderStart } from '../../render/render-watch';
import type { LiveFrame } from '../studio-clips';
import { stagesOf, type JobRecord } from './job-record';

const rateMilliseconds = 1000;
const mostRates = 120;
const mostNotices = 100;

/** Writes into a job's record what its run tells. */
export class JobReport {
  readonly recentRates: number[] = [];
  live: LiveFrame | undefined;
  project: Project | undefined;
  private lastRate = -Infinity;
  private readonly spentBefore: number;
  private readonly started = performance.now();

  /** @param onChange `keep` where the change is worth writing to disk */
  constructor(
    private readonly record: JobRecord,
    private readonly onChange: (keep: boolean) => void,
  ) {
    this.spentBefore = record.secondsSpent;
    record.stages = stagesOf(record.media.kind);
    record.status = { state: 'running', stage: 'analyse', framesPerSecond: 0 };
    record.startedAt ??= Date.now();
    delete record.finishedAt;
    onChange(true);
  }

  analysisFound(): void {
    for (const stage of this.record.stages) {
      if (stage.stage === 'analyse' || stage.stage === 'fit') stage.state = 'skipped';
    }
    this.record.status = { state: 'running', stage: 'render', framesPerSecond: 0 };
    this.onChange(false);
  }

  people(project: Project, people: PersonItem[]): void {
    this.project = project;
    this.record.people = people;
    this.onChange(true);
  }

  output(file: string, sideBySide: string | undefined): void {
    this.record.output = file;
    if (sideBySide !== undefined) this.record.sideBySide = sideBySide;
    this.onChange(true);
  }

  progress({ stage, done, total, framesPerSecond, etaSeconds }: Progress): void {
    const { record } = this;
    const at = record.stages.findIndex((entry) => entry.stage === stage);
    if (at < 0) return;
    record.stages.forEach((entry, i) => {
      if (i < at && entry.state === 'running') entry.state = 'done';
      else if (i < at && entry.state === 'waiting') entry.state = 'skipped';
    });
    // Frames that an earlier run left count as done.
    const reused = stage === 'render' ? this.framesReused : 0;
    record.stages[at] = {
      stage,
      state: total > 0 && done === total ? 'done' : 'running',
      done: done + reused,
      total: total + reused,
    };
    // Before the render it cannot be told how long the whole job takes.
    const eta = stage === 'render' || stage === 'assemble' ? etaSeconds : undefined;
    const frame = record.status.state === 'running' ? record.status.frame : undefined;
    record.status = {
      state: 'running',
      stage,
      framesPerSecond,
      ...(eta === undefined ? {} : { etaSeconds: eta }),
      ...(frame === undefined || stage !== 'render' ? {} : { frame }),
    };
    this.countTime();
    this.noteRate(framesPerSecond);
    this.onChange(false);
  }

  notice(notice: Notice): void {
    const { notices } = this.record;
    if (notices.length >= mostNotices || notices.some(({ message }) => message === notice.message)) return;
    notices.push(notice);
    this.onChange(false);
  }

  segments({ folder, segments, segmentsReused, framesReused }: RenderStart): void {
    this.framesReused = framesReused;
    this.record.renderFolder = folder;
    this.record.segments = { total: segments, done: 0, reused: segmentsReused };
    this.onChange(true);
  }

  segmentDone(): void {
    const { segments } = this.record;
    if (segments !== undefined) this.record.segments = { ...segments, done: segments.done + 1 };
    this.onChange(true);
  }

  frame(frame: number): void {
    const { status } = this.record;
    if (status.state === 'running') this.record.status = { ...status, frame };
  }

  picture(frame: number, image: RgbImage): void {
    this.record.liveRevision++;
    this.live = { liveRevision: this.record.liveRevision, frame, image };
    this.onChange(false);
  }

  /** The run is over, one way or another. */
  countTime(): void {
    this.record.secondsSpent = this.spentBefore + (performance.now() - this.started) / 1000;
  }

  private framesReused = 0;

  private noteRate(framesPerSecond: number): void {
    const now = performance.now();
    if (framesPerSecond <= 0 || now - this.lastRate < rateMilliseconds) return;
    this.lastRate = now;
    this.recentRates.push(framesPerSecond);
    if (this.recentRates.length > mostRates) this.recentRates.shift();
  }
}
