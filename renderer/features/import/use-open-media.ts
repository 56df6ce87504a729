import { useMemo } from 'react';
import type { StudioClient } from '../../../preload/contract/studio/client';
import { useClient } from '../../client/client-context';
import { importFiles, showImported } from '../../store/import-media';
import { pickFiles } from '../../store/pick-files';
import { attempt } from '../../store/report-error';
import { useMirrors } from '../../store/topics';
import { acceptedMedia, isMediaName } from './media-files';

/** Opening files or a folder: by the host's dialog, or the browser's where it has none. */
export function useOpenMedia(): { readonly openFiles: () => void; readonly openFolder: () => void } {
  const client = useClient();
  const dialogs = useMirrors(({ host }) => host?.canOpenDialog ?? false);
  return useMemo(
    () => ({
      openFiles: () => (dialogs ? attempt(openByHost(client, false)) : pick(client, false)),
      openFolder: () => (dialogs ? attempt(openByHost(client, true)) : pick(client, true)),
    }),
    [client, dialogs],
  );
}

async function openByHost(client: StudioClient, folders: boolean): Promise<void> {
  const { mediaIds } = await client.call('shell.openDialog', { folders });
  showImported(mediaIds);
}

function pick(client: StudioClient, folder: boolean): void {
  pickFiles(folder ? { multiple: true, folder } : { multiple: true, accept: acceptedMedia }, (files) => {
    void importFiles(client, folder ? files.filter(({ name }) => isMediaName(name)) : files);
  });
}
