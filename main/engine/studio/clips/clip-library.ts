import path from 'node:path';
import type { Notice } from '../../../../preload/contract/jobs';
import { analyseOptionsSchema, type Device } from '../../../../preload/contract/options';
import { findAnalysis } from '../../analyse/analyse-clip';
import type { EngineParts } from '../../engine-parts';
import { isCancelled, StudioError, throwIfCancelled, toErrorReport } from '../../errors/studio-error';
import { probeMedia } from '../../media/probe';
import type { Project } from '../../project/project-format';
import type { MediaEntry } from '../document/document-format';
import type { DocumentChange } from '../document/project-session';
import { lostEditsNotice, noEdits } from '../people/people-edits';
import { readTrackFigures } from '../people/track-figures';
import type { AnalysisQueue } from './analysis-queue';
import { ClipState } from './clip-state';
import { lookChanged } from './look-changed';

/** Files probed at the same time: each is a process of its own. */
const probesAtOnce = 2;

export interface LibraryOptions {
  readonly parts: EngineParts;
  readonly analyses: AnalysisQueue;
  readonly analyseOnImport: () => boolean;
  readonly device: () => Device;
  readonly onChange: () => void;
  readonly onRevision: () => void;
  readonly onNotice: (notice: Notice) => void;
  /** The document's word on a clip. */
  readonly entry: (mediaId: string) => MediaEntry | undefined;
}

/** The clips of the open project: probes them, analyses them in the background, follows the document. */
export class ClipLibrary {
  private readonly states = new Map<string, ClipState>();
  /** Of clips that were let go, and those a project was saved with: one that comes back goes on counting. */
  private readonly pastRevisions = new Map<string, number>();
  private readonly waitingProbes: (() => void)[] = [];
  private probing = 0;

  constructor(private readonly options: LibraryOptions) {}

  state(mediaId: string): ClipState | undefined {
    return this.states.get(mediaId);
  }

  revisions(): Record<string, number> {
    return Object.fromEntries([...this.states].map(([id, { revision }]) => [id, revision]));
  }

  /** Begins with clips that are new in the document, and lets go of those that are gone. */
  follow({ before, after, opened }: DocumentChange): void {
    for (const [id, revision] of Object.entries(opened ?? {})) {
      this.pastRevisions.set(id, Math.max(revision, this.pastRevisions.get(id) ?? 0));
    }
    const wanted = new Set(after.media.map(({ id }) => id));
    for (const [id, state] of this.states) {
      if (wanted.has(id) && opened === undefined) continue;
      state.controller.abort();
      state.analysing?.abort();
      this.pastRevisions.set(id, state.revision);
      this.states.delete(id);
    }
    for (const entry of after.media) {
      const state = this.states.get(entry.id);
      if (state === undefined) this.begin(entry);
      else {
        const earlier = before.media.find(({ id }) => id === entry.id);
        if (earlier === undefined) continue;
        if (earlier.settings.faceModel !== entry.settings.faceModel) {
          state.analysing?.abort();
          void this.find(state, { fresh: false, always: true });
        } else if (lookChanged(earlier, entry)) this.grow(state);
      }
    }
  }

  /** Analyses, or looks again at a file that could not be opened before. */
  analyse(mediaId: string, fresh: boolean): void {
    const state = this.states.get(mediaId);
    if (state === undefined || state.analysing !== undefined) return;
    void this.find(state, { fresh, always: true });
  }

  cancelAnalysis(mediaId: string): void {
    this.states.get(mediaId)?.analysing?.abort();
  }

  /** A job analysed the clip on its way. */
  async adopt(projectFolder: string, project: Project): Promise<void> {
    for (const state of this.states.values()) {
      if (state.projectFolder !== projectFolder || state.analysing !== undefined) continue;
      if (state.result === undefined) await this.finish(state, project);
    }
  }

  dispose(): void {
    for (const state of this.states.values()) {
      state.controller.abort();
      state.analysing?.abort();
    }
    this.states.clear();
  }

  private begin(entry: MediaEntry): void {
    // By the clock where that is more, so that an edit lost in a crash never shares its number with a later one.
    const past = this.pastRevisions.get(entry.id) ?? 0;
    const revision = Math.max(past + 1, Math.floor(Date.now() / 1000));
    const state = new ClipState(entry.id, entry.input, entry.projectFolder, revision);
    this.states.set(entry.id, state);
    this.options.onRevision();
    void this.find(state, { fresh: false, always: this.options.analyseOnImport() });
  }

  private async find(
    state: ClipState,
    { fresh, always }: { fresh: boolean; always: boolean },
  ): Promise<void> {
    const analysing = new AbortController();
    state.analysing = analysing;
    const signal = AbortSignal.any([state.controller.signal, analysing.signal]);
    const { parts, analyses, onChange } = this.options;
    try {
      state.analysis = { state: 'waiting' };
      onChange();
      const info = await this.probe(state, signal);
      state.info = info;
      state.error = undefined;
      onChange();
      const device = this.options.device();
      const faceModel = this.options.entry(state.id)?.settings.faceModel;
      const options = analyseOptionsSchema.parse({ input: state.input, device, faceModel, fresh });
      const hooks = { onNotice: this.options.onNotice };
      const found = await findAnalysis(options, info, state.projectFolder, parts.models, hooks);
      throwIfCancelled(signal);
      if (found !== undefined) return await this.finish(state, found);
      if (!always) {
        state.analysis = { state: 'cancelled' };
        return;
      }
      if (state.result !== undefined) state.dropResult();
      const project = await analyses.request(
        { media: info, projectFolder: state.projectFolder, device, faceModel, fresh },
        {
          signal,
          onStart: () => this.show(state, { state: 'running' }),
          onProgress: (progress) => this.show(state, { state: 'running', progress }),
        },
      );
      await this.finish(state, project);
    } catch (error) {
      if (state.analysing === analysing) this.fail(state, error);
    } finally {
      if (state.analysing === analysing) state.analysing = undefined;
      if (!state.controller.signal.aborted) onChange();
    }
  }

  private async finish(state: ClipState, project: Project): Promise<void> {
    const figures = await readTrackFigures(state.projectFolder, project);
    state.setResult({ project, figures });
    const edits = this.options.entry(state.id)?.people ?? noEdits;
    const message = lostEditsNotice(edits, project, path.basename(state.input));
    if (message !== undefined) this.options.onNotice({ level: 'warning', message });
    this.options.onRevision();
    this.options.onChange();
  }

  private fail(state: ClipState, error: unknown): void {
    if (isCancelled(error)) {
      state.analysis = { state: 'cancelled' };
      return;
    }
    const report = toErrorReport(error);
    if (state.info === undefined) state.error = report;
    state.analysis = { state: 'failed', error: report };
  }

  private show(state: ClipState, analysis: ClipState['analysis']): void {
    state.analysis = analysis;
    this.options.onChange();
  }

  private grow(state: ClipState): void {
    state.revision++;
    this.options.onRevision();
  }

  /** The networks are others now: every enhanced picture may be another. */
  modelsChanged(): void {
    for (const state of this.states.values()) state.revision++;
    this.options.onRevision();
    this.options.onChange();
  }

  private async probe(state: ClipState, signal: AbortSignal): Promise<NonNullable<ClipState['info']>> {
    while (this.probing >= probesAtOnce)
      await new Promise<void>((resolve) => this.waitingProbes.push(resolve));
    this.probing++;
    try {
      if (signal.aborted) throw new StudioError('cancelled', 'Cancelled.');
      return await probeMedia(state.input, await this.options.parts.tools(), signal);
    } finally {
      this.probing--;
      this.waitingProbes.shift()?.();
    }
  }
}
