import type { MessageChannelLike } from '../../../preload/contract/studio/wire';

/** What Electron gives a utility process. */
interface ElectronParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  off(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** The line to the host that started this process: Electron's parent port, or Node's IPC channel of a forked child. */
export function openParentPort(): MessageChannelLike {
  const port = (process as unknown as { parentPort?: ElectronParentPort }).parentPort;
  if (port !== undefined) {
    return {
      send: (message) => port.postMessage(message),
      onMessage(listener) {
        const receive = ({ data }: { readonly data: unknown }) => listener(data);
        port.on('message', receive);
        return () => port.off('message', receive);
      },
      // Electron ends a utility process together with its host: nothing to listen for.
    };
  }
  if (process.send === undefined) throw new Error('The engine process is started by a host, not by hand.');
  return {
    send(message) {
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage(listener) {
      process.on('message', listener);
      return () => process.off('message', listener);
    },
    onClose(listener) {
      process.once('disconnect', listener);
      return () => process.off('disconnect', listener);
    },
  };
}
