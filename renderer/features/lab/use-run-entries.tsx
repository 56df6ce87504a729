import { Download, Pencil, Trash2, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { labFilesOf, type LabRun } from '../../../preload/contract/studio/lab-run';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useWords } from '../../strings/words';
import { Button, Dialog, type MenuEntry } from '../../ui';
import { downloadFile } from '../inspect3d/save-file';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { RenameRun } from './rename-run';
import { useRunTitle } from './run-words';
import { useLabStrings } from './strings';

/** What can be done with a run: save its files, rename it, stop it, remove it after asking. */
export function useRunEntries(run: LabRun): {
  readonly saves: readonly MenuEntry[];
  readonly entries: readonly MenuEntry[];
  /** Asks for the name, or before the run is gone; to be placed anywhere. */
  readonly dialog: ReactNode;
  readonly askToRename: () => void;
  readonly askToRemove: () => void;
} {
  const t = useLabStrings();
  const fileNames = { ...t, ...usePartsStrings() };
  const client = useClient();
  const [asking, setAsking] = useState<'name' | 'removal'>();
  const saves = labFilesOf(run).map((file): MenuEntry => ({
    label: fileNames[`file ${file}`],
    icon: <Download />,
    run: () => downloadFile(client.resourceUrl(resourcePaths.labFile(run.id, file)), `facet-lab-${file}`),
  }));
  const askToRename = () => setAsking('name');
  const askToRemove = () => setAsking('removal');
  const close = () => setAsking(undefined);
  const entries: readonly MenuEntry[] =
    run.status.state === 'running'
      ? [
          {
            label: t.cancel,
            icon: <X />,
            danger: true,
            run: () => attempt(client.call('lab.cancel', { runId: run.id })),
          },
        ]
      : [
          ...(run.status.state === 'done'
            ? [...saves, { type: 'rule' as const }, { label: t.rename, icon: <Pencil />, run: askToRename }]
            : []),
          { label: t.remove, icon: <Trash2 />, danger: true, run: askToRemove },
        ];
  return {
    saves,
    entries,
    askToRename,
    askToRemove,
    dialog:
      asking === 'removal' ? (
        <RemoveRun run={run} onClose={close} />
      ) : asking === 'name' ? (
        <RenameRun run={run} onClose={close} />
      ) : null,
  };
}

function RemoveRun({ run, onClose }: { readonly run: LabRun; readonly onClose: () => void }) {
  const t = useLabStrings();
  const words = useWords();
  const client = useClient();
  const title = useRunTitle()(run);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t.removeTitle(title)}
      description={t.removeText}
      closeLabel={words.close}
      actions={
        <>
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button
            tone="danger"
            onClick={() => {
              onClose();
              // Whatever is the newest then.
              if (useLabView.getState().page === run.id) useLabView.setState({ page: undefined });
              attempt(client.call('lab.remove', { runId: run.id }));
            }}
          >
            {words.remove}
          </Button>
        </>
      }
    />
  );
}
