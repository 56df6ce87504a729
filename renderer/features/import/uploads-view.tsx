import { X } from 'lucide-react';
import { useUploads } from '../../store/import-media';
import { useFormats } from '../../strings/use-formats';
import { IconButton, Progress } from '../../ui';
import { useImportStrings } from './strings';

/** Files on their way to the engine, at the corner of the window. */
export function UploadsView() {
  const t = useImportStrings();
  const formats = useFormats();
  const uploads = useUploads((store) => store.uploads);
  if (uploads.length === 0) return null;
  return (
    <ul className="import-uploads">
      {uploads.map((upload) => {
        const title = upload.files === 1 ? t.sending(upload.name) : t.sendingMany(upload.files);
        return (
          <li key={upload.id} className="toast">
            <div className="grow">
              <div className="b ell">{title}</div>
              <div className="t11 tx2 num">
                {t.sent(formats.bytes(upload.sentBytes), formats.bytes(upload.totalBytes))}
              </div>
              <Progress
                label={title}
                value={upload.sentBytes > 0 ? upload.sentBytes / Math.max(1, upload.totalBytes) : undefined}
              />
            </div>
            <IconButton small label={t.stopSending} icon={<X />} onClick={upload.cancel} />
          </li>
        );
      })}
    </ul>
  );
}
