import type { StudioClient } from '../../../preload/contract/studio/client';
import { readTable, type Table } from './read-table';

/** A resource that did not come; 404: there is none, 425: the clip is not analysed yet. */
export class ResourceError extends Error {
  constructor(
    readonly status: number,
    readonly path: string,
  ) {
    super(`${path}: ${status}`);
  }
}

/** @throws ResourceError, or the browser's own error where the engine cannot be reached or the signal fires */
export async function fetchResource(
  client: StudioClient,
  path: string,
  signal: AbortSignal,
): Promise<Response> {
  const response = await fetch(client.resourceUrl(path), { signal });
  if (!response.ok) throw new ResourceError(response.status, path);
  return response;
}

export async function fetchTable(client: StudioClient, path: string, signal: AbortSignal): Promise<Table> {
  return readTable(await (await fetchResource(client, path, signal)).arrayBuffer());
}

export async function fetchJson<T>(client: StudioClient, path: string, signal: AbortSignal): Promise<T> {
  return (await (await fetchResource(client, path, signal)).json()) as T;
}

export async function fetchPicture(
  client: StudioClient,
  path: string,
  signal: AbortSignal,
  options?: ImageBitmapOptions,
): Promise<ImageBitmap> {
  const blob = await (await fetchResource(client, path, signal)).blob();
  signal.throwIfAborted();
  return createImageBitmap(blob, options);
}

export function isMissing(error: unknown): boolean {
  return error instanceof ResourceError && error.status === 404;
}
