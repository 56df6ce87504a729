import { Redo2, Undo2 } from 'lucide-react';
import { useClient } from '../client/client-context';
import { useKeysShown } from '../commands/use-keys-shown';
import { attempt } from '../store/report-error';
import { useMirrors } from '../store/topics';
import { IconButton } from '../ui';
import { useChangeNames } from './change-names';

/** Undo and redo of project edits; the tooltip says what. */
export function UndoButtons() {
  const client = useClient();
  const names = useChangeNames();
  const undoKeys = useKeysShown('project.undo');
  const redoKeys = useKeysShown('project.redo');
  const [undo, redo] = [
    useMirrors(({ project }) => project?.undo),
    useMirrors(({ project }) => project?.redo),
  ];
  return (
    <>
      <IconButton
        label={names.undo(undo)}
        icon={<Undo2 />}
        keys={undoKeys}
        disabled={undo === undefined}
        onClick={() => attempt(client.call('project.undo', {}))}
      />
      <IconButton
        label={names.redo(redo)}
        icon={<Redo2 />}
        keys={redoKeys}
        disabled={redo === undefined}
        onClick={() => attempt(client.call('project.redo', {}))}
      />
    </>
  );
}
