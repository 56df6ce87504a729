import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import { useWords } from '../../strings/words';
import { Dialog } from '../../ui';
import { DestinationField } from '../enhance/destination-field';
import { ExportFiles } from './export-files';
import { ExportLook } from './export-look';
import { useExportStrings } from './export-strings';
import { ExportThings } from './export-things';
import { useFaceExport } from './face-wish';
import { useFaceFiles } from './use-face-files';
import './export-dialog.css';

export interface ExportDialogProps {
  readonly media: MediaItem;
  readonly person: PersonItem;
}

/** Everything that the engine can write of a person's face, chosen in one place. */
export function ExportDialog({ media, person }: ExportDialogProps) {
  const strings = useExportStrings();
  const words = useWords();
  const { open, show } = useFaceExport();
  const files = useFaceFiles(media, person);
  const running = files.current?.status.state === 'running';
  return (
    <Dialog wide open={open} onOpenChange={show} title={strings.title(person.name)} closeLabel={words.close}>
      <div className="face-export" inert={running}>
        <div className="face-export-left">
          <ExportThings photo={media.info?.kind === 'image'} />
          <DestinationField />
        </div>
        <ExportLook media={media} person={person} />
      </div>
      <ExportFiles media={media} person={person} files={files} onClose={() => show(false)} />
    </Dialog>
  );
}
