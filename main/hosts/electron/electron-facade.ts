import type * as Electron from 'electron';

/**
 * The parts of Electron that the host uses. Everything but `main.ts` gets them handed over, so that it can be run
 * against a fake.
 */
export type ElectronFacade = Pick<
  typeof Electron,
  | 'app'
  | 'BrowserWindow'
  | 'dialog'
  | 'ipcMain'
  | 'Menu'
  | 'Notification'
  | 'powerSaveBlocker'
  | 'protocol'
  | 'screen'
  | 'session'
  | 'shell'
  | 'utilityProcess'
>;
