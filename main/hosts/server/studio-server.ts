import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StudioError } from '../../engine/errors/studio-error';
import type { WireService } from '../../rpc/wire-service';
import type { EngineLink } from '../engine-link/engine-link';
import { uploadLimits, type UploadLimits } from '../uploads/receive-upload';
import { acceptSockets } from './accept-sockets';
import { isLoopbackHost, refusalOf, type Refusal } from './guards';
import { sendNotice, sendText, setSecurityHeaders } from './reply';
import { servePage } from './serve-page';
import { serveResource } from './serve-resource';
import { serveUpload } from './serve-upload';
import { answerToken, createSession, type Session } from './session';

/** A fixed port keeps an SSH tunnel's command the same from day to day. */
export const usualPort = 7878;

export interface StudioServerOptions {
  readonly engine: EngineLink;
  readonly service: WireService;
  /** The renderer's build. */
  readonly pagesFolder: string;
  /** Where uploads are kept; results go beside them. */
  readonly uploadsFolder: string;
  readonly uploadLimits?: UploadLimits;
  /** 0: any free one. Without it the usual one, or any where that is taken. */
  readonly port?: number;
  /** Loopback only. */
  readonly address?: '127.0.0.1' | '::1';
}

export interface StudioServer {
  /** The address with the token, for the user's browser. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** The studio for a browser on this machine (or at the other end of an SSH tunnel). */
export async function startStudioServer(options: StudioServerOptions): Promise<StudioServer> {
  const { address = '127.0.0.1' } = options;
  const session = createSession();
  const door = acceptSockets(session, options.service);
  const server = createServer((request, response) => {
    answer(options, session, request, response).catch(() => response.destroy());
  });
  server.on('upgrade', (request, socket, head) => door.upgrade(request, socket, head));
  // Slow headers are an attack; slow bodies are uploads.
  server.headersTimeout = 10_000;
  server.requestTimeout = 0;
  if (options.port === undefined)
    await listen(server, address, usualPort).catch(() => listen(server, address, 0));
  else await listen(server, address, options.port);
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://${address === '::1' ? '[::1]' : address}:${bound}/?token=${session.token}`,
    port: bound,
    async close() {
      door.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (cause: NodeJS.ErrnoException) => reject(cannotListen(port, cause));
    server.once('error', failed);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', failed);
      resolve();
    });
  });
}

async function answer(
  options: StudioServerOptions,
  session: Session,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  setSecurityHeaders(response);
  const target = request.url ?? '';
  if (!target.startsWith('/') || !URL.canParse(target, 'http://loopback')) {
    return sendText(response, 400, 'Bad request');
  }
  const url = new URL(target, 'http://loopback');
  const token = url.searchParams.get('token');
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (url.pathname === '/' && token !== null && reads && isLoopbackHost(request.headers.host)) {
    if (answerToken(session, token, request, response)) return;
  }
  const refusal = refusalOf(request.headers, session);
  if (refusal !== undefined) return refuse(refusal, response);

  const path = url.pathname;
  if (path === '/upload') {
    if (request.method !== 'POST') return sendText(response, 405, 'Only POST');
    const place = { folder: options.uploadsFolder, limits: options.uploadLimits ?? uploadLimits };
    return serveUpload(options.engine, place, url.searchParams, request, response);
  }
  if (!reads) return sendText(response, 405, 'Only GET');
  if (path.startsWith('/resource/')) {
    return serveResource(options.engine, path.slice('/resource/'.length), request, response);
  }
  return servePage(options.pagesFolder, path, request, response);
}

function refuse(refusal: Refusal, response: ServerResponse): void {
  // The body of a refused request is not read.
  response.setHeader('connection', 'close');
  if (refusal === 'cookie') {
    sendNotice(
      response,
      401,
      'Facet Studio',
      'Open the whole address that <code>facet serve</code> printed, with its token.',
    );
  } else sendText(response, 403, refusal === 'host' ? 'Wrong host' : 'Wrong origin');
}

function cannotListen(port: number, cause: NodeJS.ErrnoException): StudioError {
  const what = cause.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${cause.code})`;
  return new StudioError(
    'usage',
    `Port ${port} ${what}. Choose another with --port, or 0 for any free one.`,
    {
      cause,
    },
  );
}
