import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorCode } from '../../../preload/contract/errors';
import { StudioError, toErrorReport } from '../../engine/errors/studio-error';
import type { EngineLink } from '../engine-link/engine-link';
import { receiveUpload, type UploadLimits } from '../uploads/receive-upload';
import { uploadCall } from '../uploads/upload-call';
import { sendJson } from './reply';

export interface UploadPlace {
  readonly folder: string;
  readonly limits: UploadLimits;
}

/** Uploads at once; a page sends its files one after the other. */
const mostAtOnce = 8;
let underWay = 0;

const statuses: Partial<Record<ErrorCode, number>> = {
  usage: 413,
  'output-disk-full': 507,
  'engine-stopped': 503,
};

/**
 * `POST /upload?name=`: keeps the body as a file and imports it; answers `{mediaIds}`. With `for=model` the file is
 * offered as a model instead, and the answer is the offer.
 */
export async function serveUpload(
  engine: EngineLink,
  place: UploadPlace,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  underWay++;
  try {
    if (underWay > mostAtOnce) {
      throw new StudioError('usage', `More than ${mostAtOnce} uploads are under way. Wait for some of them.`);
    }
    const length = request.headers['content-length'];
    const file = await receiveUpload(
      place.folder,
      {
        name: query.get('name') ?? '',
        body: request,
        length: length === undefined ? undefined : Number(length),
        signal: gone.signal,
      },
      place.limits,
    );
    const { method, params } = uploadCall(query, file);
    sendJson(response, 200, await engine.call(method, params, gone.signal));
  } catch (error) {
    if (response.destroyed) return;
    const report = toErrorReport(error);
    // The rest of the body is not read: the connection cannot be used again.
    response.setHeader('connection', 'close');
    sendJson(response, statuses[report.code] ?? 400, report);
  } finally {
    underWay--;
  }
}
