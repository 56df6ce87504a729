import { open, readFile, rm, utimes, stat } from 'node:fs/promises';
import path from 'node:path';
import { StudioError } from '../../errors/studio-error';

const beatMilliseconds = 5_000;
/** A lock that has not been touched for so long is nobody's: its process id may have gone to another program. */
const staleMilliseconds = 20_000;

/**
 * One engine at a time on a data folder: two would run the same queue and write over each other's projects.
 * @returns lets the folder go
 * @throws StudioError `usage` while another one has it
 */
export async function lockDataFolder(dataFolder: string): Promise<() => Promise<void>> {
  const file = path.join(dataFolder, 'studio.lock');
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(String(process.pid));
      await handle.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new StudioError(
          'output-not-writable',
          `${dataFolder} cannot be written (${(error as Error).message}). Change its permissions or name another data folder.`,
          { cause: error },
        );
      }
      const owner = await ownerOf(file);
      if (owner !== undefined || attempt > 0) {
        throw new StudioError(
          'usage',
          `Facet Studio is open already with the data folder ${dataFolder}${owner === undefined ? '' : ` (process ${owner})`}. Use that window, close it first, or name another data folder.`,
          { details: { dataFolder, process: owner } },
        );
      }
      await rm(file, { force: true });
    }
  }
  const beat = setInterval(() => {
    const now = new Date();
    void utimes(file, now, now).catch(() => undefined);
  }, beatMilliseconds);
  beat.unref();
  return async () => {
    clearInterval(beat);
    await rm(file, { force: true });
  };
}

/** The process that has the lock; undefined where it is gone. */
async function ownerOf(file: string): Promise<number | undefined> {
  try {
    const owner = Number(await readFile(file, 'utf8'));
    const { mtimeMs } = await stat(file);
    const fresh = Date.now() - mtimeMs < staleMilliseconds;
    // An empty file is one that is being written this moment.
    if (owner === 0) return fresh ? 0 : undefined;
    return fresh && isAlive(owner) ? owner : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
