import { create } from 'zustand';
import type { StudioClient } from '../../preload/contract/studio/client';
import { reportError } from './report-error';
import { useSelection } from './selection';

/** Files on their way to the engine. */
export interface Upload {
  readonly id: number;
  /** The first file's name. */
  readonly name: string;
  readonly files: number;
  readonly sentBytes: number;
  readonly totalBytes: number;
  readonly cancel: () => void;
}

interface Uploads {
  readonly uploads: readonly Upload[];
}

export const useUploads = create<Uploads>(() => ({ uploads: [] }));

let nextId = 1;

/** Imports files and shows the first of them, or what else is to be done; its progress is in `useUploads` meanwhile. */
export async function importFiles(
  client: StudioClient,
  files: readonly File[],
  onImported: (mediaIds: readonly string[]) => void = showImported,
): Promise<void> {
  if (files.length === 0) return;
  const id = nextId++;
  const abort = new AbortController();
  const totalBytes = files.reduce((sum, file) => sum + file.size, 0);
  const upload: Upload = {
    id,
    name: files[0].name,
    files: files.length,
    sentBytes: 0,
    totalBytes,
    cancel: () => abort.abort(),
  };
  useUploads.setState(({ uploads }) => ({ uploads: [...uploads, upload] }));
  try {
    const mediaIds = await client.importFiles(files, {
      signal: abort.signal,
      onProgress: (sentBytes, total) =>
        useUploads.setState(({ uploads }) => ({
          uploads: uploads.map((item) => (item.id === id ? { ...item, sentBytes, totalBytes: total } : item)),
        })),
    });
    onImported(mediaIds);
  } catch (error) {
    reportError(error);
  } finally {
    useUploads.setState(({ uploads }) => ({ uploads: uploads.filter((item) => item.id !== id) }));
  }
}

/** Goes to the first of what was just imported. */
export function showImported(mediaIds: readonly string[]): void {
  const first = mediaIds.at(0);
  if (first === undefined) return;
  useSelection.getState().selectMedia(first);
  useSelection.getState().setRoom('compare');
}
