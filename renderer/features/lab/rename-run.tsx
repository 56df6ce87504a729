import { useState } from 'react';
import type { LabRun } from '../../../preload/contract/studio/lab-run';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useToasts } from '../../store/toasts';
import { useWords } from '../../strings/words';
import { Button, Dialog, Field, TextInput } from '../../ui';
import { useRunTitle } from './run-words';
import { useLabStrings } from './strings';

/** Asks what a run is to be called; the name before can be had back for a while. */
export function RenameRun({ run, onClose }: { readonly run: LabRun; readonly onClose: () => void }) {
  const t = useLabStrings();
  const words = useWords();
  const client = useClient();
  const titleOf = useRunTitle();
  const [draft, setDraft] = useState(titleOf(run));
  const rename = (name: string | undefined) =>
    client.call('lab.rename', { runId: run.id, ...(name === undefined ? {} : { name }) });
  const keep = () => {
    onClose();
    if (draft.trim() === titleOf(run)) return;
    const name = draft.trim() === '' ? undefined : draft.trim();
    const undo = { label: words.undo, run: () => attempt(rename(run.name)) };
    const title = t.renamed(titleOf({ names: run.names, ...(name === undefined ? {} : { name }) }));
    attempt(
      rename(name).then(() => useToasts.getState().show({ tone: 'ok', title, seconds: 12, actions: [undo] })),
    );
  };
  return (
    <Dialog open onOpenChange={onClose} title={t.rename} closeLabel={words.close}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        <Field label={t.renameField} help={t.renameHelp}>
          {(id) => (
            <TextInput
              id={id}
              value={draft}
              maxLength={80}
              autoFocus
              onFocus={(event) => event.target.select()}
              onChange={setDraft}
            />
          )}
        </Field>
        <div className="dlg-acts">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button tone="primary" type="submit">
            {t.renameKeep}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
