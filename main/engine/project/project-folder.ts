import { readFile, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../errors/studio-error';
import { projectSchema, projectVersion, type Project } from './project-format';

export const projectFile = 'project.json';
export const analysisFolder = 'analysis';

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
