import path from 'node:path';
import { z } from 'zod';
import type { Outcome } from '../../../preload/contract/studio/bridge';
import { channels } from '../../../preload/contract/studio/electron-channels';
import { StudioError, toErrorReport } from '../../engine/errors/studio-error';
import type { ElectronFacade } from './electron-facade';
import { isTrustedSender } from './trusted-sender';

/** Dropped at once; a folder counts as one. */
const pathsSchema = z
  .array(
    z
      .string()
      .max(32_767)
      .refine((name) => path.isAbsolute(name)),
  )
  .min(1)
  .max(10_000);

/** Takes the paths of dropped files from the preload script, which alone can tell them, and imports them. */
export function bindImports(
  { ipcMain }: Pick<ElectronFacade, 'ipcMain'>,
  importPaths: (paths: readonly string[]) => Promise<unknown>,
): () => void {
  ipcMain.handle(channels.importPaths, async (event, given: unknown): Promise<Outcome> => {
    try {
      if (!isTrustedSender(event)) throw new StudioError('usage', 'Not allowed.');
      const paths = pathsSchema.safeParse(given);
      if (!paths.success) throw new StudioError('usage', 'These are no files of this computer.');
      return { ok: true, result: await importPaths(paths.data) };
    } catch (error) {
      return { ok: false, error: toErrorReport(error) };
    }
  });
  return () => ipcMain.removeHandler(channels.importPaths);
}
