import type { Notice, Progress } from '../../../../preload/contract/jobs';
import type { MediaInfo } from '../../../../preload/contract/media';
import { analyseOptionsSchema, type Device } from '../../../../preload/contract/options';
import { analyseInput } from '../../analyse/analyse-input';
import type { EngineParts } from '../../engine-parts';
import { StudioError } from '../../errors/studio-error';
import { StageClock } from '../../jobs/stage-clock';
import type { Project } from '../../project/project-format';

export interface AnalysisRequest {
  readonly media: MediaInfo;
  readonly projectFolder: string;
  readonly device: Device;
  readonly faceModel?: string | undefined;
  readonly fresh: boolean;
}

/** Someone who waits for an analysis. When all have gone, it stops. */
export interface AnalysisWatcher {
  readonly signal: AbortSignal;
  readonly onStart?: () => void;
  readonly onProgress?: (progress: Progress) => void;
  readonly onNotice?: (notice: Notice) => void;
}

export type Analyse = (
  request: AnalysisRequest,
  hooks: {
    signal: AbortSignal;
    onProgress: (progress: Progress) => void;
    onNotice: (notice: Notice) => void;
  },
) => Promise<Project>;

interface Task {
  readonly request: AnalysisRequest;
  readonly watchers: Set<AnalysisWatcher>;
  readonly controller: AbortController;
  readonly result: Promise<Project>;
  readonly start: () => void;
  readonly fail: (error: unknown) => void;
  state: 'waiting' | 'running';
}

/**
 * Analyses clips in the background, one at a time; an urgent one (a job waits for it) starts at once. A project folder
 * is never worked on twice at the same time: who asks for the same one joins.
 */
export class AnalysisQueue {
  private readonly tasks: Task[] = [];

  constructor(private readonly analyse: Analyse) {}

  async request(request: AnalysisRequest, watcher: AnalysisWatcher, urgent = false): Promise<Project> {
    if (watcher.signal.aborted) throw cancelled();
    let task = this.tasks.find(
      ({ request: other, controller }) =>
        other.projectFolder === request.projectFolder &&
        other.faceModel === request.faceModel &&
        !controller.signal.aborted,
    );
    if (task === undefined) {
      // One that was told to stop, or fits another face, has the folder until it is through.
      const ending = this.tasks.find((other) => other.request.projectFolder === request.projectFolder);
      if (ending !== undefined) {
        await ending.result.catch(() => undefined);
        return this.request(request, watcher, urgent);
      }
      task = this.enqueue(request);
    }
    task.watchers.add(watcher);
    if (task.state === 'running') watcher.onStart?.();
    else if (urgent) task.start();
    return this.watched(task, watcher);
  }

  /** Resolves once nothing is under way any more. */
  async settled(): Promise<void> {
    while (this.tasks.length > 0) await Promise.allSettled(this.tasks.map(({ result }) => result));
  }

  private async watched(task: Task, watcher: AnalysisWatcher): Promise<Project> {
    return new Promise<Project>((resolve, reject) => {
      const leave = (): void => {
        task.watchers.delete(watcher);
        if (task.watchers.size === 0) {
          task.controller.abort();
          if (task.state === 'waiting') task.fail(cancelled());
        }
        reject(cancelled());
      };
      watcher.signal.addEventListener('abort', leave, { once: true });
      task.result.then(resolve, reject).finally(() => watcher.signal.removeEventListener('abort', leave));
    });
  }

  private enqueue(request: AnalysisRequest): Task {
    const controller = new AbortController();
    let begin: () => void = () => undefined;
    let fail: (error: unknown) => void = () => undefined;
    const started = new Promise<void>((resolve, reject) => {
      begin = resolve;
      fail = reject;
    });
    const watchers = new Set<AnalysisWatcher>();
    const result = started
      .then(() =>
        this.analyse(request, {
          signal: controller.signal,
          onProgress: (progress) => watchers.forEach((watcher) => watcher.onProgress?.(progress)),
          onNotice: (notice) => watchers.forEach((watcher) => watcher.onNotice?.(notice)),
        }),
      )
      .finally(() => {
        this.tasks.splice(this.tasks.indexOf(task), 1);
        this.startNext();
      });
    result.catch(() => undefined); // seen by each watcher
    const task: Task = {
      request,
      watchers,
      controller,
      result,
      start: () => {
        if (task.state === 'running') return;
        task.state = 'running';
        watchers.forEach((watcher) => watcher.onStart?.());
        begin();
      },
      fail,
      state: 'waiting',
    };
    this.tasks.push(task);
    // After the watcher has joined.
    queueMicrotask(() => this.startNext());
    return task;
  }

  private startNext(): void {
    if (this.tasks.some(({ state }) => state === 'running')) return;
    this.tasks.find(({ state, controller }) => state === 'waiting' && !controller.signal.aborted)?.start();
  }
}

/** The real thing: the engine's own analysis. */
export function engineAnalyse(parts: EngineParts): Analyse {
  return async ({ media, projectFolder, device, faceModel, fresh }, hooks) => {
    const options = analyseOptionsSchema.parse({ input: media.path, device, faceModel, fresh });
    return (await analyseInput(options, media, projectFolder, parts, new StageClock(), hooks)).project;
  };
}

function cancelled(): StudioError {
  return new StudioError('cancelled', 'The analysis was stopped.');
}
