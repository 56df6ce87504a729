import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { toErrorReport } from '../../engine/errors/studio-error';
import type { EngineLink } from '../engine-link/engine-link';
import { askEngine, headersOf, isResourcePath } from '../resource-gateway';
import { sendJson, sendText } from './reply';

/** Hands a resource through from the engine's process; a reader who goes away stops the work on it. */
export async function serveResource(
  engine: EngineLink,
  resource: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isResourcePath(resource)) return sendText(response, 404, 'Not found');
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    const answer = await askEngine(engine, resource, {
      method: request.method === 'HEAD' ? 'HEAD' : 'GET',
      range: request.headers.range,
      signal: gone.signal,
    });
    response.writeHead(answer.statusCode ?? 502, headersOf(answer));
    await pipeline(answer, response);
  } catch (error) {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    response.setHeader('retry-after', '1');
    sendJson(response, 503, toErrorReport(error));
  }
}
