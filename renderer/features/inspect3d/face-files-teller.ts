import { useEffect, useRef } from 'react';
import { useToasts } from '../../store/toasts';
import { useMirrors } from '../../store/topics';
import { useFormats } from '../../strings/use-formats';
import { useExportStrings } from './export-strings';
import { useFaceExport } from './face-wish';
import { useTakeFaceFiles } from './use-face-files';

/** Tells somebody who closed the dialogue and went on that the files of a face are there, or why they are not. */
export function FaceFilesTeller(): null {
  const strings = useExportStrings();
  const { bytes } = useFormats();
  const latest = useMirrors(({ faces }) => faces?.latest);
  const canReveal = useMirrors(({ host }) => host?.canReveal ?? false);
  const take = useTakeFaceFiles();
  const awaited = useRef<string>(undefined);
  useEffect(() => {
    if (latest === undefined) return;
    const { id, status } = latest;
    if (status.state === 'running') awaited.current = id;
    if (awaited.current !== id || status.state === 'running') return;
    awaited.current = undefined;
    if (useFaceExport.getState().open) return; // the dialogue says it
    const { show } = useToasts.getState();
    if (status.state === 'failed') show({ tone: 'error', title: strings.failed(status.error.message) });
    if (status.state !== 'done') return;
    show({
      tone: 'ok',
      title: strings.done(status.files, bytes(status.bytes), status.folderName),
      actions: [{ label: canReveal ? strings.reveal : strings.download, run: () => take(latest) }],
    });
  });
  return null;
}
