import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { requestLimits, serve } from '../../rpc/serve';
import type { WireService } from '../../rpc/wire-service';
import { refusalOf } from './guards';
import type { Session } from './session';
import { webSocketChannel } from './web-socket-channel';

/** Tabs at once. */
const mostSockets = 32;
const heartbeatMilliseconds = 20_000;
/** RFC 6455: a message that breaks the rules of this endpoint. */
const policyViolation = 1008;

export interface SocketDoor {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

/** Lets pages of this server in over WebSocket and answers each out of `service`. */
export function acceptSockets(session: Session, service: WireService): SocketDoor {
  const server = new WebSocketServer({
    noServer: true,
    // A message announced as larger closes the connection (1009) before any of it is kept.
    maxPayload: requestLimits.message,
    perMessageDeflate: false,
  });
  const alive = new WeakSet<WebSocket>();
  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, heartbeatMilliseconds);
  heartbeat.unref();

  server.on('connection', (socket) => {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    // ws closes the socket itself after an error; without a listener it would end the process.
    socket.on('error', () => undefined);
    const hangUp = (reason: string) => socket.close(policyViolation, reason.slice(0, 120));
    serve(
      webSocketChannel(socket, () => hangUp('not JSON')),
      service,
      { onViolation: hangUp },
    );
  });

  return {
    upgrade(request, socket, head) {
      // A browser always sends an Origin here; what does not is no page of ours.
      const own = request.url === '/rpc' && request.headers.origin !== undefined;
      if (!own || refusalOf(request.headers, session) !== undefined) return refuse(socket, '403 Forbidden');
      if (server.clients.size >= mostSockets) return refuse(socket, '503 Service Unavailable');
      server.handleUpgrade(request, socket, head, (opened) => server.emit('connection', opened, request));
    },
    close() {
      clearInterval(heartbeat);
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
