import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { readPageFile } from '../pages/read-page-file';
import { sendText, setPagePolicy } from './reply';

/** Serves the renderer's build. */
export async function servePage(
  folder: string,
  urlPath: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const file = await readPageFile(folder, urlPath);
  if (file === undefined) {
    const missing =
      urlPath === '/' ? 'The studio’s pages are not built: npm run build makes them.' : 'Not found';
    return sendText(response, urlPath === '/' ? 503 : 404, missing);
  }
  if (file.nonce !== undefined) setPagePolicy(response, file.nonce, request.headers.host ?? '');
  response.writeHead(200, {
    'content-type': file.type,
    'content-length': file.size,
    'cache-control': file.cache,
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  const body = file.open();
  if (Buffer.isBuffer(body)) response.end(body);
  else await pipeline(body, response).catch(() => response.destroy());
}
