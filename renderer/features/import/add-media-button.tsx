import { Plus } from 'lucide-react';
import { Button } from '../../ui';
import { useImportStrings } from './strings';
import { useOpenMedia } from './use-open-media';

/** Opens the file dialog. */
export function AddMediaButton() {
  const t = useImportStrings();
  const { openFiles } = useOpenMedia();
  return (
    <Button icon={<Plus />} onClick={openFiles}>
      {t.addMedia}
    </Button>
  );
}
