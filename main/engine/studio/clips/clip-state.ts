import path from 'node:path';
import type { ErrorReport } from '../../../../preload/contract/errors';
import type { MediaInfo } from '../../../../preload/contract/media';
import type { AnalysisState, MediaItem, PersonItem } from '../../../../preload/contract/studio/media-item';
import type { Project } from '../../project/project-format';
import type { MediaEntry } from '../document/document-format';
import { without } from '../document/without';
import { editedProject, personItems } from '../people/edited-project';
import { referencesOf, type PeopleEdits } from '../people/people-edits';
import type { ClipFigures } from '../people/track-figures';
import type { StudioClip } from '../studio-clips';

export interface Analysed {
  readonly project: Project;
  readonly figures: ClipFigures;
}

/** What was found out about one clip of the project; the document holds what the user wants of it. */
export class ClipState {
  info: MediaInfo | undefined;
  error: ErrorReport | undefined;
  analysis: AnalysisState = { state: 'waiting' };
  /** Ends what is under way for this clip: its probing and its wait for the analysis. */
  readonly controller = new AbortController();
  /** Ends the wait for the analysis alone. */
  analysing: AbortController | undefined;
  analysisRevision = 0;
  private analysed: Analysed | undefined;
  private edited: { edits: PeopleEdits; project: Project; people: PersonItem[] } | undefined;

  constructor(
    readonly id: string,
    readonly input: string,
    readonly projectFolder: string,
    public revision: number,
  ) {}

  get result(): Analysed | undefined {
    return this.analysed;
  }

  setResult(analysed: Analysed): void {
    this.analysed = analysed;
    this.edited = undefined;
    this.analysis = { state: 'done' };
    this.analysisRevision++;
    this.revision++;
  }

  dropResult(): void {
    this.analysed = undefined;
    this.edited = undefined;
    this.revision++;
  }

  /** The analysis under the user's edits, made once for each set of edits. */
  withEdits(edits: PeopleEdits): { project: Project; people: PersonItem[] } | undefined {
    if (this.analysed === undefined) return undefined;
    if (this.edited?.edits !== edits) {
      const { project: analysed, figures } = this.analysed;
      const project = editedProject(analysed, edits, figures);
      this.edited = { edits, project, people: personItems(project, edits, figures) };
    }
    return this.edited;
  }

  item(entry: MediaEntry): MediaItem {
    const { info, error, analysis, revision } = this;
    return {
      id: this.id,
      name: path.basename(this.input),
      ...(info === undefined ? {} : { info: without(info, 'path') }),
      ...(error === undefined ? {} : { error }),
      analysis,
      ...(this.analysed === undefined ? {} : { frameCount: this.analysed.project.frames }),
      people: this.withEdits(entry.people)?.people ?? [],
      unknownFaces: this.analysed?.figures.unknownFaces ?? 0,
      settings: entry.settings,
      ...(entry.inFrame === undefined ? {} : { inFrame: entry.inFrame }),
      ...(entry.outFrame === undefined ? {} : { outFrame: entry.outFrame }),
      revision,
    };
  }

  clip(entry: MediaEntry): StudioClip | undefined {
    if (this.info === undefined) return undefined;
    const edited = this.withEdits(entry.people);
    return {
      id: this.id,
      input: this.input,
      media: this.info,
      projectFolder: this.projectFolder,
      ...(edited === undefined ? {} : { project: edited.project }),
      settings: entry.settings,
      people: edited?.people ?? [],
      references: referencesOf(entry.people, edited?.people ?? []),
      revision: this.revision,
      analysisRevision: this.analysisRevision,
    };
  }
}
