import { createReadStream } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ResourceAnswer } from '../../engine/studio/resource-answer';
import type { ByteRange } from './byte-range';

const cacheHeaders = { immutable: 'private, max-age=31536000, immutable', 'no-store': 'no-store' } as const;

/** Writes what the studio answered as an HTTP response; rejects when the reader has gone. */
export async function writeAnswer(
  answer: ResourceAnswer,
  range: ByteRange | undefined,
  head: boolean,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('content-type', answer.type);
  // What failed is asked for again, whatever the path says.
  response.setHeader('cache-control', cacheHeaders[answer.status < 300 ? answer.cache : 'no-store']);
  if (answer.fileName !== undefined) {
    const name = encodeURIComponent(answer.fileName);
    response.setHeader('content-disposition', `attachment; filename*=UTF-8''${name}`);
  }
  const { body } = answer;
  if (!(body instanceof Uint8Array)) {
    const { file, start, end, size } = body;
    response.setHeader('accept-ranges', 'bytes');
    if (range !== undefined && range.start >= size) return unsatisfiable(response, size);
    const part = answer.status === 206 || range !== undefined;
    response.statusCode = part ? 206 : answer.status;
    if (part) response.setHeader('content-range', `bytes ${start}-${end - 1}/${size}`);
    response.setHeader('content-length', end - start);
    if (head || end === start) return void response.end();
    return pipeline(createReadStream(file, { start, end: end - 1 }), response);
  }
  if (answer.status !== 200 || range === undefined) {
    response.statusCode = answer.status;
    response.setHeader('content-length', body.byteLength);
    return void response.end(head ? undefined : body);
  }
  if (range.start >= body.byteLength) return unsatisfiable(response, body.byteLength);
  const end = Math.min(body.byteLength, (range.end ?? Infinity) + 1);
  response.statusCode = 206;
  response.setHeader('content-range', `bytes ${range.start}-${end - 1}/${body.byteLength}`);
  response.setHeader('content-length', end - range.start);
  response.end(head ? undefined : body.subarray(range.start, end));
}

function unsatisfiable(response: ServerResponse, size: number): void {
  response.statusCode = 416;
  response.setHeader('content-range', `bytes */${size}`);
  response.setHeader('cache-control', 'no-store');
  response.removeHeader('content-disposition');
  response.setHeader('content-length', 0);
  response.end();
}
