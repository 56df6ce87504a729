import { Import } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useClient } from '../../client/client-context';
import { useCommands } from '../../commands/command-registry';
import { claimedDrops } from '../../store/claimed-drops';
import { importFiles } from '../../store/import-media';
import { reportError } from '../../store/report-error';
import { useToasts } from '../../store/toasts';
import { useMirrors } from '../../store/topics';
import { droppedFiles } from './media-files';
import { useImportStrings } from './strings';
import { UploadsView } from './uploads-view';
import { useOpenMedia } from './use-open-media';
import './import.css';

/** Takes files that are dropped anywhere in the window or pasted; shows that it would, and how far sending is. */
export function DropAnywhere() {
  const t = useImportStrings();
  const client = useClient();
  const open = useOpenMedia();
  const hostTakesFolders = useMirrors(({ host }) => host?.kind === 'electron');
  const [over, setOver] = useState(false);

  useCommands([
    { id: 'media.open', title: t.openFiles, group: t.group, keys: ['mod+o'], run: open.openFiles },
    {
      id: 'media.openFolder',
      title: t.openFolder,
      group: t.group,
      keys: ['mod+shift+o'],
      run: open.openFolder,
    },
  ]);

  useEffect(() => {
    // Entering a child leaves its parent: only the balance says whether the pointer is still over the window.
    let depth = 0;
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const take = async (files: Promise<File[]>) => {
      try {
        const taken = await files;
        if (taken.length > 0) await importFiles(client, taken);
        else
          useToasts.getState().show({ tone: 'warning', title: t.nothingToAdd, detail: t.nothingToAddHelp });
      } catch (error) {
        reportError(error);
      }
    };
    const listeners = {
      dragenter: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        depth += 1;
        setOver(true);
      },
      dragleave: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        depth = Math.max(0, depth - 1);
        if (depth === 0) setOver(false);
      },
      dragover: (event: DragEvent) => {
        if (hasFiles(event)) event.preventDefault();
      },
      drop: (event: DragEvent) => {
        if (!hasFiles(event) || event.dataTransfer === null) return;
        event.preventDefault();
        depth = 0;
        setOver(false);
        if (claimedDrops.has(event)) return;
        // Electron's host reads folders itself, by their paths.
        void take(
          hostTakesFolders
            ? Promise.resolve([...event.dataTransfer.files])
            : droppedFiles(event.dataTransfer),
        );
      },
      paste: (event: ClipboardEvent) => {
        const files = [...(event.clipboardData?.files ?? [])];
        if (files.length === 0) return;
        event.preventDefault();
        void take(Promise.resolve(files));
      },
    };
    for (const [name, listener] of Object.entries(listeners))
      window.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name, listener as EventListener);
    };
  }, [client, hostTakesFolders, t]);

  return (
    <>
      {over ? (
        <div className="import-drop" role="status">
          <div className="import-drop-card">
            <Import />
            <b>{t.dropTitle}</b>
            <span>{t.dropText}</span>
          </div>
        </div>
      ) : null}
      <UploadsView />
    </>
  );
}
