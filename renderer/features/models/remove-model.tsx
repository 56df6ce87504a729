import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ModelItem } from '../../../preload/contract/studio/machine';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useWords } from '../../strings/words';
import { Button, Dialog, IconButton } from '../../ui';
import { useModelStrings } from './strings';

/** Takes one of the user's models away, after asking: its file is gone then. */
export function RemoveModel({ model }: { readonly model: ModelItem }) {
  const t = useModelStrings();
  const words = useWords();
  const client = useClient();
  const [asking, setAsking] = useState(false);
  const name = model.name ?? model.id;
  return (
    <>
      <IconButton small label={t.removeModel(name)} icon={<Trash2 />} onClick={() => setAsking(true)} />
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t.removeTitle(name)}
        description={t.removeText}
        closeLabel={words.close}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{words.cancel}</Button>
            <Button
              tone="danger"
              onClick={() => {
                setAsking(false);
                attempt(client.call('models.remove', { id: model.id }));
              }}
            >
              {words.remove}
            </Button>
          </>
        }
      />
    </>
  );
}
