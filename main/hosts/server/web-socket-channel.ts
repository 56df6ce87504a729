import type { WebSocket } from 'ws';
import type { MessageChannelLike } from '../../../preload/contract/studio/wire';

/** What may wait for a slow reader before it is cut off; it comes back and gets snapshots. Bytes. */
const mostBuffered = 64 * 2 ** 20;

/** A WebSocket as a channel: one JSON text a message. What is no JSON goes to `onGarbage`. */
export function webSocketChannel(socket: WebSocket, onGarbage: () => void): MessageChannelLike {
  return {
    send(message) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > mostBuffered) socket.terminate();
      else socket.send(JSON.stringify(message));
    },
    onMessage(listener) {
      const receive = (data: Buffer, isBinary: boolean) => {
        if (isBinary) return onGarbage();
        let message: unknown;
        try {
          message = JSON.parse(data.toString('utf8'));
        } catch {
          return onGarbage();
        }
        listener(message);
      };
      socket.on('message', receive);
      return () => socket.off('message', receive);
    },
    onClose(listener) {
      socket.once('close', listener);
      return () => socket.off('close', listener);
    },
  };
}
