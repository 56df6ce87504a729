import type { StudioClient } from '../../../preload/contract/studio/client';
import type { FaceExportFormat } from '../../../preload/contract/studio/methods';
import { fetchResource } from './fetch-resource';

/** Hands a file to the browser's downloads (Electron: its own dialog or downloads folder). */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  downloadFile(url, name);
  // The download reads the address after this turn.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

/** The same with what lies behind an address: it never passes through the page. */
export function downloadFile(url: string, name: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
}

/** Has the engine make a file of a face and saves it; gives its name. */
export async function exportFace(
  client: StudioClient,
  face: { readonly mediaId: string; readonly personId: number; readonly frame: number },
  wanted: { readonly format: FaceExportFormat; readonly expression?: 'neutral' },
  signal: AbortSignal,
): Promise<string> {
  const { path, name } = await client.call('faces.export', { ...face, ...wanted }, { signal });
  saveFile(await (await fetchResource(client, path, signal)).blob(), name);
  return name;
}
