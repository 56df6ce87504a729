import type { FaceExportFormat } from '../../../preload/contract/studio/methods';

/** What a resource path is answered with. Hosts turn it into a response and know nothing else of it. */
export interface ResourceAnswer {
  /** As in HTTP: 200, 206 (a part of a file), 404, 409 (the item has moved on), 425 (not analysed yet), 500. */
  readonly status: number;
  /** Media type. */
  readonly type: string;
  /** `end` is one past the last byte sent; `size` is the whole file's. */
  readonly body:
    | Uint8Array
    | { readonly file: string; readonly start: number; readonly end: number; readonly size: number };
  readonly cache: 'immutable' | 'no-store';
  /** Set where the answer is to be saved under a name rather than shown. */
  readonly fileName?: string;
}

export interface ResourceRequest {
  /** Aborted when the asker has gone: work for nobody stops. */
  readonly signal: AbortSignal;
  /** Bytes asked for, `end` being the last one wanted, as HTTP counts. */
  readonly range?: { readonly start: number; readonly end?: number };
}

/** Which face is to be written, and how. */
export interface FaceExportRequest {
  readonly mediaId: string;
  readonly personId: number;
  readonly frame: number;
  readonly format: FaceExportFormat;
  /** Of a mesh; the frame's where absent. */
  readonly expression?: 'frame' | 'neutral';
}

/** Answers the paths of `preload/contract/studio/resources.ts`, and does the two methods that end in such a path. */
export interface StudioResources {
  answer(path: string, request: ResourceRequest): Promise<ResourceAnswer>;
  /** Measures the quality of a finished job over time, unless that was done. */
  measure(jobId: string, signal?: AbortSignal): Promise<void>;
  /** Writes one face; gives the path to fetch it from and the name to save it under. */
  exportFace(request: FaceExportRequest, signal?: AbortSignal): Promise<{ path: string; name: string }>;
  /** Has a file made that can be downloaded for an hour; gives the path to fetch it from. */
  shelve(name: string, make: (file: string) => Promise<void>): Promise<string>;
  dispose(): Promise<void>;
}

/** For paths that nobody gave out, and whatever else is not there. */
export function notFound(): ResourceAnswer {
  return textAnswer(404, 'Not found');
}

export function textAnswer(status: number, text: string): ResourceAnswer {
  return {
    status,
    type: 'text/plain; charset=utf-8',
    body: new TextEncoder().encode(text),
    cache: 'no-store',
  };
}
