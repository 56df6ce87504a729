import { useState } from 'react';
import type { FaceFiles } from '../../../preload/contract/studio/face-files';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { useDestination } from '../../store/destination';
import { attempt, reportError } from '../../store/report-error';
import { useMirrors } from '../../store/topics';
import { useFaceExport, wishOf } from './face-wish';
import { downloadFile } from './save-file';

/** What is being written or was, and what can be done about it. */
export function useFaceFiles(media: MediaItem, person: PersonItem) {
  const client = useClient();
  const latest = useMirrors(({ faces }) => faces?.latest);
  const canReveal = useMirrors(({ host }) => host?.canReveal ?? false);
  const folder = useDestination((store) => store.folder);
  const choice = useFaceExport((state) => state.choice);
  // What came of an earlier choice is not told of another one.
  const [asked, setAsked] = useState<{ readonly id: string; readonly choice: typeof choice }>();
  const isOurs = latest !== undefined && latest.id === asked?.id && asked.choice === choice;
  const wish = wishOf(choice, media.info?.kind === 'image');
  return {
    wish,
    canReveal,
    /** That of this choice, or whatever is being written. */
    current: isOurs || latest?.status.state === 'running' ? latest : undefined,
    write: () => {
      const request = { mediaId: media.id, personId: person.id, wish, download: !canReveal };
      client
        .call('faces.write', { ...request, ...(folder === undefined ? {} : { folderId: folder.id }) })
        .then(({ id }) => setAsked({ id, choice }), reportError);
    },
    stop: ({ id }: FaceFiles) => attempt(client.call('faces.cancelWriting', { id })),
    take: useTakeFaceFiles(),
  };
}

/** Shows the folder of files that are there, or hands their archive to the browser. */
export function useTakeFaceFiles(): (files: FaceFiles) => void {
  const client = useClient();
  return ({ id, status }) => {
    if (status.state !== 'done') return;
    const { download } = status;
    if (download === undefined) attempt(client.call('shell.revealFace', { id }));
    else downloadFile(client.resourceUrl(download.path), download.name);
  };
}
