import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { bridgeName } from './contract/studio/bridge';
import { createBridge } from './create-bridge';

contextBridge.exposeInMainWorld(
  bridgeName,
  createBridge(ipcRenderer, (file) => webUtils.getPathForFile(file), process.platform),
);
