import { readdir, stat } from 'node:fs/promises';
import { uptime } from 'node:os';
import path from 'node:path';
import { analysisFolder } from './project-folder';

/** A draft carries the number of the process that writes it, so that two runs at once do not meet. */
export function draftName(pid: number): string {
  return `${analysisFolder}-${pid}.part`;
}

/** Folders of drafts whose process is no more, one of this process's own number first. */
export async function abandonedDrafts(projectFolder: string): Promise<string[]> {
  const drafts: { folder: string; own: boolean }[] = [];
  for (const name of await readdir(projectFolder)) {
    const pid = Number(new RegExp(`^${analysisFolder}-(\\d+)\\.part$`).exec(name)?.[1]);
    const folder = path.join(projectFolder, name);
    if (Number.isNaN(pid) || !(await isAbandoned(folder, pid))) continue;
    drafts.push({ folder, own: pid === process.pid });
  }
  return drafts.sort((a, b) => Number(b.own) - Number(a.own)).map(({ folder }) => folder);
}

/** Whether the process that wrote it is no more. @param file a file or folder with that number in its name */
export async function isAbandoned(file: string, pid: number): Promise<boolean> {
  if (pid === process.pid) return true; // containers give every run the same number
  const mtimeMs = await stat(file).then(
    (found) => found.mtimeMs,
    () => Infinity, // just now taken or removed by another run
  );
  // No process outlives a restart of the machine, after which its number may be another's.
  if (mtimeMs < Date.now() - 1000 * uptime()) return true;
  try {
    process.kill(pid, 0); // sends nothing, asks only
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
