import { Readable } from 'node:stream';
import { toErrorReport, StudioError } from '../../engine/errors/studio-error';
import type { EngineLink } from '../engine-link/engine-link';
import { contentPolicy, securityHeaders } from '../pages/content-policy';
import { readPageFile } from '../pages/read-page-file';
import { askEngine, headersOf, isResourcePath } from '../resource-gateway';
import { receiveUpload, uploadLimits } from '../uploads/receive-upload';
import { uploadCall } from '../uploads/upload-call';
import type { ElectronFacade } from './electron-facade';
import { isStudioAddress, studioOrigin, studioScheme } from './studio-address';

/** Must be called before the app is ready. */
export function registerStudioScheme({ protocol }: Pick<ElectronFacade, 'protocol'>): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: studioScheme,
      // standard: has an origin; stream: videos can be sought in; nothing bypasses the content security policy.
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

export interface StudioProtocolParts {
  readonly engine: Pick<EngineLink, 'endpoint' | 'call'>;
  /** The renderer's build. */
  readonly pagesFolder: string;
  readonly uploadsFolder: string;
}

/**
 * Answers `studio://app/…`: pages from the renderer's build, `/resource/*` from the engine, `POST /upload` for pictures
 * that have no path (from the clipboard). An allow-list: everything else is 404, and no file path is ever one.
 */
export function createStudioProtocol(parts: StudioProtocolParts): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isStudioAddress(request.url)) return text(404, 'Not found');
    const origin = request.headers.get('origin');
    if (origin !== null && origin !== studioOrigin) return text(403, 'Wrong origin');
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === '/upload') {
      if (request.method !== 'POST') return text(405, 'Only POST');
      return upload(parts, searchParams, request);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Only GET');
    if (pathname.startsWith('/resource/')) {
      return resource(parts, pathname.slice('/resource/'.length), request, request.method);
    }
    return page(parts.pagesFolder, pathname);
  };
}

async function page(folder: string, pathname: string): Promise<Response> {
  const file = await readPageFile(folder, pathname);
  if (file === undefined) return text(404, 'Not found');
  const body = file.open();
  return new Response(Buffer.isBuffer(body) ? new Uint8Array(body) : webStream(body), {
    headers: {
      ...securityHeaders,
      'content-type': file.type,
      'content-length': String(file.size),
      'cache-control': file.cache,
      'content-security-policy': file.nonce === undefined ? "default-src 'none'" : contentPolicy(file.nonce),
    },
  });
}

async function resource(
  { engine }: StudioProtocolParts,
  path: string,
  request: Request,
  method: 'GET' | 'HEAD',
): Promise<Response> {
  if (!isResourcePath(path)) return text(404, 'Not found');
  try {
    const range = request.headers.get('range') ?? undefined;
    const answer = await askEngine(engine, path, { method, range, signal: request.signal });
    const status = answer.statusCode ?? 502;
    const headers = { ...securityHeaders, ...headersOf(answer) };
    if (method === 'HEAD' || status === 204 || status === 304) {
      answer.resume();
      return new Response(null, { status, headers });
    }
    // A page that stops reading cancels the stream, which closes the line to the engine.
    return new Response(webStream(answer), { status, headers });
  } catch (error) {
    return report(503, error);
  }
}

async function upload(
  { engine, uploadsFolder }: StudioProtocolParts,
  query: URLSearchParams,
  request: Request,
): Promise<Response> {
  try {
    if (request.body === null) throw new StudioError('input-empty', 'There is nothing in it.');
    const length = request.headers.get('content-length');
    const file = await receiveUpload(
      uploadsFolder,
      {
        name: query.get('name') ?? '',
        body: Readable.fromWeb(request.body),
        length: length === null ? undefined : Number(length),
        signal: request.signal,
      },
      uploadLimits,
    );
    const { method, params } = uploadCall(query, file);
    return json(200, await engine.call(method, params));
  } catch (error) {
    return report(400, error);
  }
}

function webStream(stream: Readable): ReadableStream {
  return Readable.toWeb(stream);
}

function report(status: number, error: unknown): Response {
  return json(status, toErrorReport(error));
}

function json(status: number, value: unknown): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: {
      ...securityHeaders,
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
    },
  });
}

function text(status: number, value: string): Response {
  return new Response(value, {
    status,
    headers: { ...securityHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
