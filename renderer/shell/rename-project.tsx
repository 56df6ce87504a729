import { useClient } from '../client/client-context';
import { attempt } from '../store/report-error';
import { useWords } from '../strings/words';
import { Dialog, NameForm } from '../ui';
import { useShellStrings } from './strings';

export interface RenameProjectProps {
  readonly open: boolean;
  readonly name: string;
  readonly onOpenChange: (open: boolean) => void;
}

/** Asks for the project's name. */
export function RenameProject({ open, name, onOpenChange }: RenameProjectProps) {
  const t = useShellStrings();
  const words = useWords();
  const client = useClient();
  const close = () => onOpenChange(false);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.renameProject} closeLabel={words.close}>
      <NameForm
        label={t.projectName}
        name={name}
        keepLabel={t.rename}
        cancelLabel={words.cancel}
        onCancel={close}
        onKeep={(next) => {
          if (next !== name) attempt(client.call('project.rename', { name: next }));
          close();
        }}
      />
    </Dialog>
  );
}
