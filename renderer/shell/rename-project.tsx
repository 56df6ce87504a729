import { useState } from 'react';
import { useClient } from '../client/client-context';
import { attempt } from '../store/report-error';
import { useWords } from '../strings/words';
import { Button, Dialog, Field, TextInput } from '../ui';
import { useShellStrings } from './strings';

export interface RenameProjectProps {
  readonly open: boolean;
  readonly name: string;
  readonly onOpenChange: (open: boolean) => void;
}

/** Asks for the project's name. */
export function RenameProject({ open, name, onOpenChange }: RenameProjectProps) {
  const t = useShellStrings();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.renameProject} closeLabel={useWords().close}>
      <RenameForm name={name} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function RenameForm({ name, onDone }: { readonly name: string; readonly onDone: () => void }) {
  const t = useShellStrings();
  const words = useWords();
  const client = useClient();
  const [draft, setDraft] = useState(name);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (draft.trim() !== name) attempt(client.call('project.rename', { name: draft.trim() }));
        onDone();
      }}
    >
      <Field label={t.projectName}>
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
        <Button onClick={onDone}>{words.cancel}</Button>
        <Button tone="primary" type="submit" disabled={draft.trim() === ''}>
          {t.rename}
        </Button>
      </div>
    </form>
  );
}
