import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AppUpdater } from 'electron-updater';
import { StudioError } from '../../engine/errors/studio-error';

export type UpdateAnswer =
  { readonly state: 'none' | 'unsupported' } | { readonly state: 'available'; readonly version: string };

export interface Updates {
  /** Whether this package was built with a place to look for newer ones. */
  readonly supported: boolean;
  /** Asks that place. Nothing is downloaded or installed. */
  check(): Promise<UpdateAnswer>;
}

/**
 * Asks for newer versions: when the user says so, or at start where they switched it on. `app-update.yml` is written by
 * electron-builder where `publish` names a server; without it nothing is ever sent, and the updater is not even loaded.
 */
export function createUpdates(
  resourcesFolder: string,
  load: () => Promise<
    Pick<AppUpdater, 'autoDownload' | 'autoInstallOnAppQuit' | 'logger' | 'checkForUpdates'>
  >,
): Updates {
  const supported = existsSync(path.join(resourcesFolder, 'app-update.yml'));
  return {
    supported,
    async check() {
      if (!supported) return { state: 'unsupported' };
      const updater = await load();
      updater.autoDownload = false;
      updater.autoInstallOnAppQuit = false;
      updater.logger = null;
      try {
        const found = await updater.checkForUpdates();
        if (found?.isUpdateAvailable !== true) return { state: 'none' };
        return { state: 'available', version: found.updateInfo.version };
      } catch (cause) {
        throw new StudioError('internal', 'The update server could not be asked. Try again later.', {
          cause,
        });
      }
    },
  };
}
