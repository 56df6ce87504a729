import { useState } from 'react';
import { Button } from './button';
import { Field } from './field';
import { TextInput } from './text-input';

export interface NameFormProps {
  readonly label: string;
  readonly help?: string;
  /** What it is called now; chosen when the form opens, so that typing replaces it. */
  readonly name: string;
  readonly keepLabel: string;
  readonly cancelLabel: string;
  /** An empty name means something. */
  readonly allowsNone?: boolean;
  /** With the name as it was written, without blanks around it. */
  readonly onKeep: (name: string) => void;
  readonly onCancel: () => void;
}

/** Asks for a name, within a dialogue. */
export function NameForm(props: NameFormProps) {
  const { label, help, name, keepLabel, cancelLabel, allowsNone = false, onKeep, onCancel } = props;
  const [draft, setDraft] = useState(name);
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        onKeep(draft.trim());
      }}
    >
      <Field label={label} {...(help === undefined ? {} : { help })}>
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
        <Button onClick={onCancel}>{cancelLabel}</Button>
        <Button tone="primary" type="submit" disabled={!allowsNone && draft.trim() === ''}>
          {keepLabel}
        </Button>
      </div>
    </form>
  );
}
