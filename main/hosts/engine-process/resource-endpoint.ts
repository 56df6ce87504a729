import { randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { toErrorReport } from '../../engine/errors/studio-error';
import type { Studio } from '../../engine/studio/studio';
import { textAnswer } from '../../engine/studio/resource-answer';
import type { ResourceEndpoint } from '../engine-link/control-messages';
import { secretHeader } from '../resource-gateway';
import { parseRange } from './byte-range';
import { writeAnswer } from './write-answer';

export interface OpenEndpoint extends ResourceEndpoint {
  close(): Promise<void>;
}

/**
 * Answers the paths of `preload/contract/studio/resources.ts` on a Unix socket (a named pipe on Windows), for the host
 * of this process and nobody else: the socket's folder is the user's own, and every request shows a secret.
 *
 * Why not over the process' message port, though that is faster for one frame: a socket streams with back-pressure, sends
 * files of any size in ranges without reading them whole, and an asker who goes away closes it, which is the
 * cancellation. Measured: see docs/architecture.md.
 */
export async function openResourceEndpoint(studio: Pick<Studio, 'resource'>): Promise<OpenEndpoint> {
  const secret = randomBytes(32).toString('hex');
  const { socketPath, remove } = await placeOfSocket();
  const server = createServer((request, response) => void answer(studio, secret, request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  return {
    socketPath,
    secret,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await remove();
    },
  };
}

async function answer(
  studio: Pick<Studio, 'resource'>,
  secret: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const { method, url = '', headers } = request;
  const head = method === 'HEAD';
  try {
    if (!isSame(headers[secretHeader], secret)) {
      return await writeAnswer(textAnswer(401, 'Not allowed'), undefined, head, response);
    }
    if (!head && method !== 'GET') {
      return await writeAnswer(textAnswer(405, 'Only GET'), undefined, head, response);
    }
    const range = parseRange(headers.range);
    const found = await studio.resource(decodeURIComponent(url.replace(/^\//, '')), {
      signal: gone.signal,
      ...(range === undefined ? {} : { range }),
    });
    if (!gone.signal.aborted) await writeAnswer(found, range, head, response);
  } catch (error) {
    // Gone before the end, or a path that is no URI.
    if (response.headersSent || gone.signal.aborted) response.destroy();
    else if (error instanceof URIError) {
      await writeAnswer(textAnswer(404, 'Not found'), undefined, head, response);
    } else await writeAnswer(failure(error), undefined, head, response);
  }
}

function failure(error: unknown) {
  return {
    ...textAnswer(500, JSON.stringify(toErrorReport(error))),
    type: 'application/json; charset=utf-8',
  };
}

function isSame(given: string | string[] | undefined, secret: string): boolean {
  return (
    typeof given === 'string' &&
    given.length === secret.length &&
    timingSafeEqual(Buffer.from(given), Buffer.from(secret))
  );
}

async function placeOfSocket(): Promise<{ socketPath: string; remove: () => Promise<void> }> {
  if (process.platform === 'win32') {
    const name = `\\\\.\\pipe\\facet-${randomBytes(16).toString('hex')}`;
    return { socketPath: name, remove: async () => undefined };
  }
  // A socket's path may have 103 bytes at most (macOS); a long TMPDIR would not leave room.
  const base = os.tmpdir().length < 70 ? os.tmpdir() : '/tmp';
  const folder = await mkdtemp(path.join(base, 'facet-engine-'));
  return {
    socketPath: path.join(folder, 'resources.sock'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
