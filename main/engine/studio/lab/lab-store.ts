import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { LabFigures } from '../../../../preload/contract/lab';
import type { LabReport } from '../../../../preload/contract/studio/lab-run';
import { StudioError } from '../../errors/studio-error';
import { writeAtomically } from '../../export/write-atomically';
import { gainsOf } from '../../lab/lab-figures';
import { readStateFile } from '../document/state-file';
import { without } from '../document/without';
import { labRecordSchema, type LabRecord } from './lab-record';

/** Reports kept in memory: the one looked at, and the one it is compared with. */
const mostReports = 2;

/**
 * The folders of finished runs, `lab/<id>` of the data folder. A run is written under a name that begins with a dot and
 * is renamed once it is whole, so that every other folder is a finished run.
 */
export class LabStore {
  readonly folder: string;
  private readonly reports = new Map<string, Promise<LabFigures>>();

  constructor(dataFolder: string) {
    this.folder = path.join(dataFolder, 'lab');
  }

  folderOf(runId: string): string {
    return path.join(this.folder, runId);
  }

  /** Newest first. */
  async records(): Promise<LabRecord[]> {
    const names = (await this.entries()).filter((name) => !name.startsWith('.'));
    const read = await Promise.all(
      names.map((name) => readStateFile(path.join(this.folderOf(name), 'run.json'), labRecordSchema, 1)),
    );
    return read
      .flatMap((one) => (one.state === 'ok' ? [one.value] : []))
      .sort((a, b) => b.startedAt - a.startedAt);
  }

  /** Takes away what a run left that ended with the program. @returns how many there were */
  async sweep(): Promise<number> {
    const left = (await this.entries()).filter((name) => name.startsWith('.'));
    await Promise.all(left.map((name) => rm(this.folderOf(name), { recursive: true, force: true })));
    return left.length;
  }

  /** Keeps what a run is, in its folder. Errors: those of `writeAtomically`. */
  write(record: LabRecord, folder = this.folderOf(record.id)): Promise<void> {
    return writeAtomically(path.join(folder, 'run.json'), `${JSON.stringify(record, null, 1)}\n`);
  }

  async remove(runId: string): Promise<void> {
    this.reports.delete(runId);
    await rm(this.folderOf(runId), { recursive: true, force: true });
  }

  /** @throws StudioError `input-not-found` where there is no finished run of that id */
  figures(runId: string): Promise<LabFigures> {
    const known = this.reports.get(runId) ?? this.read(runId);
    this.reports.delete(runId);
    this.reports.set(runId, known);
    known.catch(() => this.reports.delete(runId));
    for (const oldest of [...this.reports.keys()].slice(0, -mostReports)) this.reports.delete(oldest);
    return known;
  }

  private async read(runId: string): Promise<LabFigures> {
    const file = path.join(this.folderOf(runId), 'report.json');
    try {
      return JSON.parse(await readFile(file, 'utf8')) as LabFigures;
    } catch (cause) {
      throw new StudioError(
        'input-not-found',
        `The report of this run (${file}) cannot be read. Run it again.`,
        {
          cause,
        },
      );
    }
  }

  private async entries(): Promise<string[]> {
    return readdir(this.folder).catch(() => []);
  }
}

/** The figures as the page is given them: gains beside the values, and nowhere a path. */
export function labReport(figures: LabFigures): LabReport {
  const gains = gainsOf(figures.values);
  return {
    ...figures,
    made: without(figures.made, 'command'),
    leftOut: figures.leftOut.map((file) => path.basename(file)),
    values: figures.values.map((value) => ({ ...value, gain: gains.get(value) ?? 0 })),
  };
}
