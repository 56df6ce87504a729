import { useState } from 'react';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useWords } from '../../strings/words';
import { Button, Dialog, Field, TextInput } from '../../ui';
import { useEnhanceStrings } from './strings';

export interface SavePresetProps {
  readonly open: boolean;
  readonly mediaId: string;
  readonly onOpenChange: (open: boolean) => void;
}

/** Asks for a name and keeps the clip's settings under it. */
export function SavePreset({ open, mediaId, onOpenChange }: SavePresetProps) {
  const t = useEnhanceStrings();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.savePreset} closeLabel={useWords().close}>
      <SaveForm mediaId={mediaId} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

function SaveForm({ mediaId, onDone }: { readonly mediaId: string; readonly onDone: () => void }) {
  const t = useEnhanceStrings();
  const words = useWords();
  const client = useClient();
  const [name, setName] = useState('');
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        attempt(client.call('presets.save', { mediaId, name: name.trim() }));
        onDone();
      }}
    >
      <Field label={t.presetName}>
        {(id) => <TextInput id={id} value={name} maxLength={80} autoFocus onChange={setName} />}
      </Field>
      <div className="dlg-acts">
        <Button onClick={onDone}>{words.cancel}</Button>
        <Button tone="primary" type="submit" disabled={name.trim() === ''}>
          {t.save}
        </Button>
      </div>
    </form>
  );
}
