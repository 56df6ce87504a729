import { useMemo } from 'react';
import type { StudioClient } from '../../../preload/contract/studio/client';
import { useClient } from '../../client/client-context';
import { importFiles, showImported } from '../../store/import-media';
import { pickFiles } from '../../store/pick-files';
import { attempt } from '../../store/report-error';
import { useMirrors } from '../../store/topics';
import { acceptedMedia, isMediaName } from './media-files';

type OnImported = (mediaIds: readonly string[]) => void;

/** Opening files or a folder: by the host's dialog, or the browser's where it has none. What is new is shown. */
export function useOpenMedia(onImported: OnImported = showImported): {
  readonly openFiles: () => void;
  readonly openFolder: () => void;
} {
  const client = useClient();
  const dialogs = useMirrors(({ host }) => host?.canOpenDialog ?? false);
  return useMemo(() => {
    const open = (folder: boolean) => () =>
      dialogs ? attempt(openByHost(client, folder, onImported)) : pick(client, folder, onImported);
    return { openFiles: open(false), openFolder: open(true) };
  }, [client, dialogs, onImported]);
}

async function openByHost(client: StudioClient, folders: boolean, onImported: OnImported): Promise<void> {
  const { mediaIds } = await client.call('shell.openDialog', { folders });
  onImported(mediaIds);
}

function pick(client: StudioClient, folder: boolean, onImported: OnImported): void {
  pickFiles(folder ? { multiple: true, folder } : { multiple: true, accept: acceptedMedia }, (files) => {
    void importFiles(client, folder ? files.filter(({ name }) => isMediaName(name)) : files, onImported);
  });
}
