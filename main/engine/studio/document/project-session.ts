import path from 'node:path';
import { z } from 'zod';
import type { ProjectSnapshot } from '../../../../preload/contract/studio/media-item';
import { idSchema } from '../../../../preload/contract/studio/media-item';
import { StudioError } from '../../errors/studio-error';
import type { NoticeStream } from '../topics/notice-stream';
import {
  documentFileSchema,
  documentVersion,
  type DocumentFile,
  type StudioDocument,
} from './document-format';
import { History, type EditName } from './history';
import { newId } from './new-id';
import { readStateFile, StateWriter } from './state-file';

const recentSchema = z.object({
  version: z.literal(1),
  /** The project that is opened at start. */
  current: idSchema.optional(),
  projects: z.array(
    z.object({ id: idSchema, name: z.string(), media: z.number().int(), openedAt: z.number() }),
  ),
});
type Recent = z.infer<typeof recentSchema>;

const mostRecent = 30;
export const untitled = 'Untitled project';

/** The document before and after. */
export interface DocumentChange {
  readonly before: StudioDocument;
  readonly after: StudioDocument;
  /** Another project, or the same anew: the lowest revisions its clips may start from, by media id. */
  readonly opened?: Readonly<Record<string, number>>;
}

export interface SessionOptions {
  readonly dataFolder: string;
  readonly notices: NoticeStream;
  /** Revisions to be written with the document. */
  readonly revisions: () => Record<string, number>;
  /** The document was replaced or edited: what depends on it follows. */
  readonly onDocument: (change: DocumentChange) => void;
  /** Something of the snapshot may be different. */
  readonly onChange: () => void;
  readonly saveDelayMilliseconds?: number;
}

/**
 * The open project: its document with undo and redo, written by itself a moment after each change, and the list of
 * earlier ones. There always is one; the last one is opened at start.
 */
export class ProjectSession {
  private history = new History({ name: untitled, media: [] });
  private id = newId('p');
  private recent: Recent = { version: 1, projects: [] };
  private readonly writer: StateWriter;
  private readonly recentWriter: StateWriter;

  private constructor(private readonly options: SessionOptions) {
    const onFailure = (error: unknown): void =>
      options.notices.say('warning', `The project could not be saved: ${(error as Error).message}`);
    const delayMilliseconds = options.saveDelayMilliseconds ?? 300;
    this.writer = new StateWriter({
      content: () => ({ file: this.fileOf(this.id), value: this.documentFile() }),
      delayMilliseconds,
      onSaved: options.onChange,
      onFailure,
    });
    this.recentWriter = new StateWriter({
      content: () => ({ file: this.recentFile(), value: this.recent }),
      delayMilliseconds,
      onFailure,
    });
  }

  /** Opens the project that was open last. */
  static async start(options: SessionOptions): Promise<ProjectSession> {
    const session = new ProjectSession(options);
    const read = await readStateFile(session.recentFile(), recentSchema);
    if (read.state === 'ok') session.recent = read.value;
    const { current } = session.recent;
    if (current !== undefined) {
      try {
        session.adopt(await session.read(current));
      } catch (error) {
        options.notices.say('warning', (error as Error).message);
      }
    }
    return session;
  }

  get document(): StudioDocument {
    return this.history.document;
  }

  edit(name: EditName, change: (document: StudioDocument) => StudioDocument, subject?: string): void {
    const before = this.document;
    this.history.apply(name, change(before), subject);
    this.followed(before);
  }

  undo(): void {
    const before = this.document;
    if (this.history.undo()) this.followed(before);
  }

  redo(): void {
    const before = this.document;
    if (this.history.redo()) this.followed(before);
  }

  async startNew(name: string | undefined): Promise<void> {
    await this.leave();
    this.id = newId('p');
    const named = name?.trim() ?? '';
    this.replace({ name: named === '' ? untitled : named, media: [] }, {});
  }

  /** @throws StudioError `project-corrupt`, `project-version`, `usage` for an id that is not there */
  async open(id: string): Promise<void> {
    if (id === this.id) return;
    const file = await this.read(id);
    await this.leave();
    this.adopt(file);
  }

  /** Writes down that a revision has grown. */
  revisionChanged(): void {
    this.writer.schedule();
  }

  snapshot(): Omit<ProjectSnapshot, 'media'> {
    const { undoName, redoName } = this.history;
    return {
      name: this.document.name,
      saved: this.writer.isSaved,
      ...(undoName === undefined ? {} : { undo: undoName }),
      ...(redoName === undefined ? {} : { redo: redoName }),
      recent: this.recent.projects.filter(({ id }) => id !== this.id),
    };
  }

  async flush(): Promise<void> {
    await this.writer.flush();
    await this.recentWriter.flush();
  }

  private followed(before: StudioDocument): void {
    if (before === this.document) return;
    this.options.onDocument({ before, after: this.document });
    this.noteRecent();
    this.writer.schedule();
    this.options.onChange();
  }

  private async leave(): Promise<void> {
    await this.writer.flush();
  }

  private adopt(file: DocumentFile): void {
    this.id = file.id;
    this.replace({ name: file.name, media: file.media }, file.revisions);
  }

  private replace(document: StudioDocument, revisions: Record<string, number>): void {
    const before = this.document;
    this.history = new History(document);
    this.options.onDocument({ before, after: document, opened: revisions });
    this.noteRecent();
    this.options.onChange();
  }

  /** Projects without anything in them are not worth coming back to. */
  private noteRecent(): void {
    const { name, media } = this.document;
    const others = this.recent.projects.filter(({ id }) => id !== this.id);
    const own = { id: this.id, name, media: media.length, openedAt: Date.now() };
    const projects = media.length === 0 && name === untitled ? others : [own, ...others];
    this.recent = { version: 1, current: this.id, projects: projects.slice(0, mostRecent) };
    this.recentWriter.schedule();
  }

  private async read(id: string): Promise<DocumentFile> {
    const read = await readStateFile(this.fileOf(id), documentFileSchema, documentVersion);
    const name = this.recent.projects.find((project) => project.id === id)?.name ?? id;
    if (read.state === 'ok') return read.value;
    if (read.state === 'newer') {
      throw new StudioError(
        'project-version',
        `The project "${name}" was written by a newer Facet Studio. Update the program to open it; it was left as it is.`,
      );
    }
    this.recent = { ...this.recent, projects: this.recent.projects.filter((project) => project.id !== id) };
    this.recentWriter.schedule();
    this.options.onChange();
    throw read.state === 'none'
      ? new StudioError('usage', `The project "${name}" is no longer there.`)
      : new StudioError(
          'project-corrupt',
          `The project file of "${name}" is damaged. It was kept as ${read.setAside}; the clips themselves are untouched: import them anew.`,
        );
  }

  private documentFile(): DocumentFile {
    return {
      format: 'facet-studio-project',
      version: documentVersion,
      id: this.id,
      ...this.document,
      revisions: { ...this.options.revisions() },
    };
  }

  private fileOf(id: string): string {
    return path.join(this.options.dataFolder, 'projects', `${id}.json`);
  }

  private recentFile(): string {
    return path.join(this.options.dataFolder, 'projects', 'recent.json');
  }
}
