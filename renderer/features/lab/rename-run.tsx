import type { LabRun } from '../../../preload/contract/studio/lab-run';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useToasts } from '../../store/toasts';
import { useWords } from '../../strings/words';
import { Dialog, NameForm } from '../../ui';
import { useRunTitle } from './run-words';
import { useLabStrings } from './strings';

/** Asks what a run is to be called; the name before can be had back for a while. */
export function RenameRun({ run, onClose }: { readonly run: LabRun; readonly onClose: () => void }) {
  const t = useLabStrings();
  const words = useWords();
  const client = useClient();
  const titleOf = useRunTitle();
  const rename = (name: string | undefined) =>
    client.call('lab.rename', { runId: run.id, ...(name === undefined ? {} : { name }) });
  const keep = (written: string) => {
    onClose();
    if (written === titleOf(run)) return;
    const name = written === '' ? undefined : written;
    const undo = { label: words.undo, run: () => attempt(rename(run.name)) };
    const title = t.renamed(titleOf({ names: run.names, ...(name === undefined ? {} : { name }) }));
    attempt(
      rename(name).then(() => useToasts.getState().show({ tone: 'ok', title, seconds: 12, actions: [undo] })),
    );
  };
  return (
    <Dialog open onOpenChange={onClose} title={t.rename} closeLabel={words.close}>
      <NameForm
        label={t.renameField}
        help={t.renameHelp}
        name={titleOf(run)}
        keepLabel={t.renameKeep}
        cancelLabel={words.cancel}
        allowsNone
        onKeep={keep}
        onCancel={onClose}
      />
    </Dialog>
  );
}
