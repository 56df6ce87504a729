import path from 'node:path';
import * as electron from 'electron';
import { packageRoot } from '../../engine/models/package-root';
import { runElectronStudio } from './electron-studio';

const root = packageRoot();

runElectronStudio(electron, {
  distFolder: path.join(root, 'dist'),
  icon: path.join(root, 'assets', 'icons', 'icon.png'),
  argv: process.argv,
  workingFolder: process.cwd(),
  platform: process.platform,
  resourcesFolder: process.resourcesPath,
  loadUpdater: async () => (await import('electron-updater')).autoUpdater,
});
