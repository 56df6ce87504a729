import { stat } from 'node:fs/promises';
import type { BrowserWindow, OpenDialogOptions } from 'electron';
import type { FolderGrant, ModelOffer } from '../../../preload/contract/studio/machine';
import { StudioError } from '../../engine/errors/studio-error';
import type { EngineLink } from '../engine-link/engine-link';
import type { ShellCalls } from '../renderer-service';
import type { ElectronFacade } from './electron-facade';
import type { HostStrings } from './host-strings';
import { photoExtensions, videoExtensions } from './media-extensions';
import type { Updates } from './updates';

export interface ShellParts {
  readonly engine: Pick<EngineLink, 'call'>;
  readonly window: () => BrowserWindow | undefined;
  readonly strings: () => HostStrings;
  readonly updates: Updates;
}

/** Dialogs and the file manager. Paths stay here and in the engine; the page gets ids and names. */
export function createShellCalls(
  { dialog, shell }: Pick<ElectronFacade, 'dialog' | 'shell'>,
  { engine, window, strings, updates }: ShellParts,
): ShellCalls {
  const ask = async (options: OpenDialogOptions): Promise<readonly string[]> => {
    const parent = window();
    const { canceled, filePaths } =
      parent === undefined
        ? await dialog.showOpenDialog(options)
        : await dialog.showOpenDialog(parent, options);
    return canceled ? [] : filePaths;
  };
  const jobFiles = async (jobId: string, signal: AbortSignal) =>
    (await engine.call('host.jobFiles', { jobId }, signal)) as { output: string; sideBySide?: string };

  return {
    'shell.openDialog': async ({ folders }, signal) => {
      const t = strings();
      const filters = [
        { name: t.videosAndPhotos, extensions: [...videoExtensions, ...photoExtensions] },
        { name: t.allFiles, extensions: ['*'] },
      ];
      const paths = await ask(
        folders
          ? { properties: ['openDirectory', 'multiSelections'] }
          : { properties: ['openFile', 'multiSelections'], filters },
      );
      if (paths.length === 0) return { mediaIds: [] };
      return (await engine.call('host.importPaths', { paths }, signal)) as { mediaIds: string[] };
    },
    'shell.chooseFolder': async (_params, signal) => {
      const [path] = await ask({
        title: strings().chooseFolder,
        properties: ['openDirectory', 'createDirectory'],
      });
      if (path === undefined) return undefined;
      return (await engine.call('host.grantFolder', { path }, signal)) as FolderGrant;
    },
    'shell.chooseModel': async ({ folder }, signal) => {
      const t = strings();
      const filters = [
        { name: t.models, extensions: ['onnx', 'mat', 'npz'] },
        { name: t.allFiles, extensions: ['*'] },
      ];
      const [path] = await ask(
        folder
          ? { title: t.chooseModel, properties: ['openDirectory'] }
          : { title: t.chooseModel, properties: ['openFile'], filters },
      );
      if (path === undefined) return undefined;
      return (await engine.call('host.offerModel', { path, uploaded: false }, signal)) as ModelOffer;
    },
    'shell.openResult': async ({ jobId, which }, signal) => {
      const { output, sideBySide } = await jobFiles(jobId, signal);
      await open(shell, which === 'output' ? output : sideBySide);
    },
    'shell.revealResult': async ({ jobId }, signal) => {
      const { output } = await jobFiles(jobId, signal);
      await mustExist(output);
      shell.showItemInFolder(output);
    },
    'shell.revealFace': async ({ id }, signal) => {
      const { path } = (await engine.call('host.faceFolder', { id }, signal)) as { path: string };
      await mustExist(path);
      shell.showItemInFolder(path);
    },
    'shell.openLogs': async (_params, signal) => {
      const { path } = (await engine.call('host.logFolder', {}, signal)) as { path: string };
      await open(shell, path);
    },
    'shell.checkForUpdates': () => updates.check(),
  };
}

async function open(shell: ElectronFacade['shell'], path: string | undefined): Promise<void> {
  await mustExist(path);
  const problem = await shell.openPath(path ?? '');
  if (problem !== '') throw new StudioError('input-unreadable', `${path} could not be opened: ${problem}`);
}

async function mustExist(path: string | undefined): Promise<void> {
  if (path !== undefined && (await stat(path).catch(() => undefined)) !== undefined) return;
  throw new StudioError(
    'input-not-found',
    `${path ?? 'The file'} is not there any more. It was moved or deleted.`,
  );
}
