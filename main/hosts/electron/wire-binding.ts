import type { WebContents } from 'electron';
import { channels } from '../../../preload/contract/studio/electron-channels';
import type { MessageChannelLike } from '../../../preload/contract/studio/wire';
import { serve } from '../../rpc/serve';
import type { WireService } from '../../rpc/wire-service';
import type { ElectronFacade } from './electron-facade';
import { isTrustedSender } from './trusted-sender';

interface OpenWire {
  receive(message: unknown): void;
  close(): void;
}

/**
 * The wire over Electron's IPC: one channel for each page. A page opens it anew when it loads, which closes the one of
 * the page before; it closes, too, when the page's process or window goes.
 */
export function bindWire({ ipcMain }: Pick<ElectronFacade, 'ipcMain'>, service: WireService): () => void {
  const wires = new Map<number, OpenWire>();

  const open = (contents: WebContents) => {
    wires.get(contents.id)?.close();
    const listeners = new Set<(message: unknown) => void>();
    const closers = new Set<() => void>();
    const channel: MessageChannelLike = {
      send(message) {
        if (!contents.isDestroyed()) contents.send(channels.wire, message);
      },
      onMessage(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      onClose(listener) {
        closers.add(listener);
        return () => closers.delete(listener);
      },
    };
    const close = () => {
      contents.off('destroyed', close);
      contents.off('render-process-gone', close);
      if (wires.get(contents.id) === wire) wires.delete(contents.id);
      for (const listener of [...closers]) listener();
    };
    const wire: OpenWire = {
      receive: (message) => listeners.forEach((listener) => listener(message)),
      close,
    };
    wires.set(contents.id, wire);
    contents.once('destroyed', close);
    contents.once('render-process-gone', close);
    serve(channel, service);
  };

  const onOpen = (event: Electron.IpcMainEvent) => {
    if (isTrustedSender(event)) open(event.sender);
  };
  const onMessage = (event: Electron.IpcMainEvent, message: unknown) => {
    if (isTrustedSender(event)) wires.get(event.sender.id)?.receive(message);
  };
  ipcMain.on(channels.open, onOpen);
  ipcMain.on(channels.wire, onMessage);
  return () => {
    ipcMain.off(channels.open, onOpen);
    ipcMain.off(channels.wire, onMessage);
    for (const wire of [...wires.values()]) wire.close();
  };
}
