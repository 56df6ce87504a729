import { fitLayout, type FitLayout } from '../../people/fit-row';
import { AnalysisReader } from '../../project/analysis-reader';
import { analysisPath } from '../../project/project-folder';
import { tables, type Project } from '../../project/project-format';
import { RecordReader } from '../../project/record-file';
import type { StudioClip } from '../studio-clips';
import { NotAnalysed } from './refusals';

/** Analyses held open at a time. */
const mostOpen = 3;
/** Files are closed after this long without use, so that an analysis can be made anew on every system. */
const idleMilliseconds = 2_000;

/** A clip's analysis, open for reading. One user at a time. */
export interface OpenTables {
  readonly project: Project;
  readonly layout: FitLayout;
  readonly reader: AnalysisReader;
  /** [F,18] see `faceColumns`. */
  readonly faces: RecordReader<Float32Array>;
  /** [F, layout.columns], smoothed. */
  readonly fits: RecordReader<Float32Array>;
  readonly rawFits: RecordReader<Float32Array>;
  /** [F,478*3] */
  readonly landmarks: RecordReader<Float32Array>;
}

interface Held {
  opened: Promise<OpenTables>;
  /** The last one in the queue of users. */
  tail: Promise<unknown>;
  users: number;
  timer: NodeJS.Timeout | undefined;
}

/** A clip or a job. */
type Analysed = Pick<StudioClip, 'projectFolder'> & {
  readonly project?: Project | undefined;
  readonly analysisRevision?: number;
};

/** The open analyses of the clips that are being looked at. */
export class ClipTables {
  private readonly held = new Map<string, Held>();

  /**
   * Reads in a clip's analysis, after all who asked before.
   * @throws NotAnalysed where there is none yet
   */
  async use<T>(clip: Analysed, read: (tables: OpenTables) => Promise<T>): Promise<T> {
    const { project, projectFolder } = clip;
    if (project === undefined) throw new NotAnalysed();
    const key = `${projectFolder}\n${project.analysisKey}\n${clip.analysisRevision ?? ''}`;
    let held = this.held.get(key);
    if (held === undefined) {
      held = {
        opened: openTables(projectFolder, project),
        tail: Promise.resolve(),
        users: 0,
        timer: undefined,
      };
      this.held.set(key, held);
      held.opened.catch(() => this.held.delete(key));
    }
    const mine = held;
    clearTimeout(mine.timer);
    mine.users++;
    const turn = mine.tail.then(async () => read({ ...(await mine.opened), project }));
    mine.tail = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      mine.users--;
      if (mine.users === 0) {
        const isCrowded = this.held.size > mostOpen;
        mine.timer = setTimeout(() => void this.close(key, mine), isCrowded ? 0 : idleMilliseconds).unref();
      }
    }
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.held].map(([key, held]) => this.close(key, held)));
  }

  private async close(key: string, held: Held): Promise<void> {
    clearTimeout(held.timer);
    if (this.held.get(key) === held) this.held.delete(key);
    await held.tail;
    const opened = await held.opened.catch(() => undefined);
    if (opened !== undefined) await closeTables(opened);
  }
}

async function openTables(projectFolder: string, project: Project): Promise<OpenTables> {
  const layout = fitLayout(project.faceModel.expressionNames.length);
  const open = (file: string, columns: number): Promise<RecordReader<Float32Array>> =>
    RecordReader.float32(analysisPath(projectFolder, file), columns);
  return {
    project,
    layout,
    reader: await AnalysisReader.open(projectFolder, layout.columns),
    faces: await open(tables.faces.file, tables.faces.columns),
    fits: await open(tables.fits.file, layout.columns),
    rawFits: await open(tables.rawFits.file, layout.columns),
    landmarks: await open(tables.landmarks.file, tables.landmarks.columns),
  };
}

async function closeTables(opened: OpenTables): Promise<void> {
  await opened.reader.close();
  for (const file of [opened.faces, opened.fits, opened.rawFits, opened.landmarks]) await file.close();
}
