import { Check, Download, FolderOpen } from 'lucide-react';
import { faceFilesStem, namesOf, type FaceFiles } from '../../../preload/contract/studio/face-files';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import { useFormats } from '../../strings/use-formats';
import { useWords } from '../../strings/words';
import { Button, Progress } from '../../ui';
import { useExportStrings } from './export-strings';
import type { useFaceFiles } from './use-face-files';

/** What will be written, or how far that is, or where it lies; and the next thing to do. */
export function ExportFiles({
  media,
  person,
  files,
  onClose,
}: {
  readonly media: MediaItem;
  readonly person: PersonItem;
  readonly files: ReturnType<typeof useFaceFiles>;
  readonly onClose: () => void;
}) {
  const strings = useExportStrings();
  const words = useWords();
  const { current, wish, canReveal } = files;
  const state = current?.status.state;
  const names = namesOf(wish);
  return (
    <div className="face-export-files">
      <div className="face-export-news" role="status">
        {current === undefined ? (
          <Names stem={faceFilesStem(media.name, person.name)} names={names} />
        ) : (
          <News current={current} />
        )}
      </div>
      <div className="dlg-acts">
        {state === 'running' ? (
          <Button key="stop" autoFocus onClick={() => current && files.stop(current)}>
            {strings.stop}
          </Button>
        ) : state === 'done' ? (
          <>
            <Button onClick={onClose}>{words.close}</Button>
            <Button
              key="take"
              autoFocus
              tone="primary"
              icon={canReveal ? <FolderOpen /> : <Download />}
              onClick={() => current && files.take(current)}
            >
              {canReveal ? strings.reveal : strings.download}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>{words.cancel}</Button>
            <Button key="write" tone="primary" disabled={names.length === 0} onClick={files.write}>
              {strings.write}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

function Names({ stem, names }: { readonly stem: string; readonly names: readonly string[] }) {
  const strings = useExportStrings();
  if (names.length === 0) return <p className="t11 tx3">{strings.nothing}</p>;
  return (
    <>
      <p className="t11 tx2">
        {strings.written(names.length)} <span className="copyable">{stem}</span>
      </p>
      <ul className="face-export-names" aria-label={strings.written(names.length)}>
        {names.map((name) => (
          <li key={name}>{name.endsWith('/') ? `${name} (${strings.perFrame})` : name}</li>
        ))}
      </ul>
    </>
  );
}

function News({ current }: { readonly current: FaceFiles }) {
  const strings = useExportStrings();
  const { bytes } = useFormats();
  const { status } = current;
  switch (status.state) {
    case 'running':
      return (
        <div className="face-export-progress">
          <p className="t12">{strings.writing}</p>
          <Progress
            label={strings.writing}
            // What counts no frames is made after what does: a bar that stands at its end would look stuck.
            value={status.done < status.total ? status.done / status.total : undefined}
          />
        </div>
      );
    case 'done':
      return (
        <p className="t12 face-export-done">
          <Check className="okc" /> {strings.done(status.files, bytes(status.bytes), status.folderName)}
        </p>
      );
    case 'failed':
      return <p className="t12 errc">{strings.failed(status.error.message)}</p>;
    case 'cancelled':
      return <p className="t12 tx2">{strings.stopped}</p>;
  }
}
