import { request as httpRequest, type IncomingMessage } from 'node:http';
import { StudioError } from '../engine/errors/studio-error';
import type { EngineLink } from './engine-link/engine-link';

export const secretHeader = 'x-facet-secret';

/** Headers that go through from the engine to the page; everything else is the host's own. */
export const passedHeaders = [
  'content-type',
  'content-length',
  'content-range',
  'content-disposition',
  'accept-ranges',
  'cache-control',
] as const;

/** Ids, numbers and names, as `resourcePaths` makes them: no dots in a row, no empty part, nothing encoded. */
const allowedPath = /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

/** Whether a path can be one of `resourcePaths`; anything else is answered with 404 without asking the engine. */
export function isResourcePath(path: string): boolean {
  return path.length <= 300 && allowedPath.test(path) && !path.includes('..');
}

export interface ResourceQuestion {
  readonly method: 'GET' | 'HEAD';
  /** A Range header, as it came. */
  readonly range?: string | undefined;
  /** Aborted when the page no longer wants it: the engine stops working on it. */
  readonly signal: AbortSignal;
}

/** Asks the engine's process; gives its answer with the body still to be read. */
export async function askEngine(
  engine: Pick<EngineLink, 'endpoint'>,
  path: string,
  { method, range, signal }: ResourceQuestion,
): Promise<IncomingMessage> {
  const endpoint = await engine.endpoint(signal);
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      socketPath: endpoint.socketPath,
      path: `/${path}`,
      method,
      agent: false,
      signal,
      headers: { [secretHeader]: endpoint.secret, ...(range === undefined ? {} : { range }) },
    });
    request.once('response', resolve);
    request.once('error', (cause) => {
      reject(
        signal.aborted
          ? new StudioError('cancelled', 'Cancelled.')
          : new StudioError('engine-stopped', 'The engine ended before it answered. Try again in a moment.', {
              cause,
            }),
      );
    });
    request.end();
  });
}

/** The passed headers of an answer. */
export function headersOf(answer: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    passedHeaders.flatMap((name) => {
      const value = answer.headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
