import type { StudioClient } from '../../preload/contract/studio/client';
import { eventTopics } from '../../preload/contract/studio/topics';
import { readReply, type MessageChannelLike } from '../../preload/contract/studio/wire';
import { WireClient } from '../../preload/contract/studio/wire-client';
import { RemoteError } from './remote-error';
import { uploadFiles, uploadModel } from './upload-file';

export interface WebSocketClientOptions {
  /** Where the page came from, such as `http://127.0.0.1:7878`. */
  readonly origin: string;
  /** Stands in for the browser's own in tests. */
  readonly open?: (url: string) => WebSocket;
}

/** Waits between attempts to connect again, milliseconds; the last one repeats. */
const waits = [250, 500, 1000, 2000, 4000];

/** The studio behind a loopback server. Connects again by itself, follows every topic again. */
export function createWebSocketClient(options: WebSocketClientOptions): StudioClient & { close(): void } {
  const { origin, open = (url: string) => new WebSocket(url) } = options;
  const address = `${origin.replace(/^http/, 'ws')}/rpc`;
  const wire = new WireClient({ createError: (report) => new RemoteError(report), readReply, eventTopics });
  const watchers = new Set<(connected: boolean) => void>();
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let socket: WebSocket | undefined;
  let closed = false;

  const connect = () => {
    const own = open(address);
    socket = own;
    own.addEventListener('open', () => {
      attempts = 0;
      wire.attach(channelOf(own));
      for (const watcher of [...watchers]) watcher(true);
    });
    // A failed attempt ends in `close` too.
    own.addEventListener('close', () => {
      if (closed) return;
      if (attempts === 0) for (const watcher of [...watchers]) watcher(false);
      timer = setTimeout(connect, waits[Math.min(attempts, waits.length - 1)]);
      attempts++;
    });
  };
  connect();

  const call = (method: string, params: unknown, given?: { readonly signal?: AbortSignal }) =>
    wire.call(method, params, given?.signal);
  return {
    call: call as StudioClient['call'],
    subscribe: (topic, listener) => wire.subscribe(topic, listener as (value: unknown) => void),
    resourceUrl: (path) => `${origin}/resource/${path}`,
    importFiles: uploadFiles,
    offerModel: uploadModel,
    onConnection(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      wire.close();
      socket?.close();
    },
  };
}

function channelOf(socket: WebSocket): MessageChannelLike {
  return {
    send: (message) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    },
    onMessage(listener) {
      const receive = ({ data }: MessageEvent) => {
        if (typeof data === 'string') listener(JSON.parse(data));
      };
      socket.addEventListener('message', receive);
      return () => socket.removeEventListener('message', receive);
    },
    onClose(listener) {
      socket.addEventListener('close', listener);
      return () => socket.removeEventListener('close', listener);
    },
  };
}
