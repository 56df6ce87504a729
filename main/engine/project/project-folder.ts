import { mkdir, readFile, rename, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../errors/studio-error';
import { projectSchema, projectVersion, type Project } from './project-format';

const projectFile = 'project.json';
const analysisFolder = 'analysis';

/** Where the project of an input lives: beside the output, else beside the input. */
export function projectFolderFor(input: string, output: string | undefined): string {
  const stem = path.basename(input, path.extname(input));
  return path.join(path.dirname(path.resolve(output ?? input)), `${stem}.facet`);
}

export function analysisPath(projectFolder: string, file: string): string {
  return path.join(projectFolder, analysisFolder, file);
}

/**
 * Reads the project if it is there and whole.
 *
 * @returns undefined where there is none
 * @throws StudioError `project-version` for one of a newer program, `project-corrupt` for one that cannot be read
 */
export async function loadProject(projectFolder: string): Promise<Project | undefined> {
  const file = analysisPath(projectFolder, projectFile);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StudioError('project-corrupt', `${file} cannot be read: ${(error as Error).message}.`, {
      cause: error,
    });
  }
  const json = parseJson(text, file);
  const version = (json as { version?: unknown } | null)?.version;
  if (typeof version === 'number' && version > projectVersion) {
    throw new StudioError(
      'project-version',
      `${projectFolder} was written by a newer Facet Studio (format ${version}; this one knows ${projectVersion}). Update, or run again with --fresh.`,
    );
  }
  const parsed = projectSchema.safeParse(json);
  if (!parsed.success) {
    throw new StudioError('project-corrupt', `${file} is damaged. Run again with --fresh to analyse anew.`, {
      cause: parsed.error,
    });
  }
  return parsed.data;
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StudioError('project-corrupt', `${file} is damaged. Run again with --fresh to analyse anew.`, {
      cause: error,
    });
  }
}

/**
 * An analysis while it is being written. Everything goes to a folder of its own that takes the final name in one
 * rename, so a killed run never leaves a project that looks finished.
 */
export class AnalysisDraft {
  private constructor(
    private readonly projectFolder: string,
    private readonly draftFolder: string,
  ) {}

  static async begin(projectFolder: string): Promise<AnalysisDraft> {
    const draftFolder = path.join(projectFolder, `${analysisFolder}-${process.pid}.part`);
    try {
      await rm(draftFolder, { recursive: true, force: true });
      await mkdir(draftFolder, { recursive: true });
    } catch (error) {
      throw new StudioError(
        'output-not-writable',
        `The project folder ${projectFolder} cannot be written (${(error as Error).message}). Name another place with --project.`,
        { cause: error },
      );
    }
    return new AnalysisDraft(projectFolder, draftFolder);
  }

  file(name: string): string {
    return path.join(this.draftFolder, name);
  }

  async commit(project: Project): Promise<void> {
    await writeFile(this.file(projectFile), `${JSON.stringify(project, null, 1)}\n`);
    const final = path.join(this.projectFolder, analysisFolder);
    await rm(final, { recursive: true, force: true });
    await rename(this.draftFolder, final);
  }

  /** Removes the draft, and the project folder too if nothing else is in it. */
  async discard(): Promise<void> {
    await rm(this.draftFolder, { recursive: true, force: true });
    await removeIfEmpty(this.projectFolder);
  }
}

export async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch {
    // Not empty, or already gone: both are fine.
  }
}

export async function fileExists(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
