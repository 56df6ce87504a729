import { useCallback, useEffect, useRef, useState } from 'react';
import type { ModelOffer } from '../../../preload/contract/studio/machine';
import { useClient } from '../../client/client-context';
import { claimedDrops } from '../../store/claimed-drops';
import { packFiles } from '../../store/pack-files';
import { pickFiles } from '../../store/pick-files';
import { reportError } from '../../store/report-error';
import { useMirrors } from '../../store/topics';

/** A file on its way to an offer. `share` is undefined while the engine looks at it. */
export interface ComingFile {
  readonly name: string;
  readonly share: number | undefined;
  readonly cancel: () => void;
}

export interface ModelFile {
  readonly choose: () => void;
  /** The same for models that are folders. */
  readonly chooseFolder: () => void;
  readonly coming: ComingFile | undefined;
  readonly offer: ModelOffer | undefined;
  /** The offer was taken, or not. */
  readonly close: () => void;
}

/** What is read of face models; the rest of their folders stays where it is. */
const wantedFile = /\.(?:onnx|mat|npz|obj|bin|txt)$/i;

/** Files that can only be models: dropped in the window while the models are shown, they are not media. */
const modelFile = /\.(?:onnx|mat|npz)$/i;

/**
 * Choosing a model's files: by the host's dialog, which sends nothing, or by the browser's, whose files are sent; so are
 * those that are dropped.
 */
export function useModelFile(): ModelFile {
  const client = useClient();
  const dialogs = useMirrors(({ host }) => host?.canOpenDialog ?? false);
  const [coming, setComing] = useState<ComingFile>();
  const [offer, setOffer] = useState<ModelOffer>();

  const wait = useCallback(
    (name: string, ask: (signal: AbortSignal) => Promise<ModelOffer | undefined>): void => {
      const abort = new AbortController();
      setComing({ name, share: undefined, cancel: () => abort.abort() });
      ask(abort.signal)
        .then(setOffer)
        .catch(reportError)
        .finally(() => setComing(undefined));
    },
    [],
  );
  const send = (file: File): void =>
    wait(file.name, (signal) =>
      client.offerModel(file, {
        signal,
        onProgress: (sent, total) =>
          setComing((now) => now && { ...now, share: sent < total ? sent / total : undefined }),
      }),
    );
  /** Several files are one model: a face model and what belongs to it. */
  const sendAll = (files: readonly File[]): void => {
    const wanted = files.filter(({ name }) => wantedFile.test(name));
    const [first] = wanted.length > 0 ? wanted : files;
    if (wanted.length < 2) return send(first);
    const folder = first.webkitRelativePath.split('/').at(0) ?? '';
    const stem = folder === '' ? first.name.replace(/\.[^.]*$/, '') : folder;
    const pathOf = (file: File): string => file.webkitRelativePath.split('/').slice(1).join('/') || file.name;
    try {
      send(
        packFiles(
          stem,
          wanted.map((content) => ({ path: pathOf(content), content })),
        ),
      );
    } catch (error) {
      // A name that the archive cannot hold.
      reportError(error instanceof RangeError ? { code: 'usage', message: error.message } : error);
    }
  };
  const takeDropped = useRef(sendAll);
  useEffect(() => {
    takeDropped.current = sendAll;
  });
  useEffect(() => {
    const onDrop = (event: DragEvent): void => {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (!files.some(({ name }) => modelFile.test(name))) return;
      claimedDrops.add(event);
      takeDropped.current(files);
    };
    window.addEventListener('drop', onDrop, true);
    return () => window.removeEventListener('drop', onDrop, true);
  }, []);
  const choose = (folder: boolean): void => {
    if (dialogs) wait('', (signal) => client.call('shell.chooseModel', { folder }, { signal }));
    else pickFiles(folder ? { folder } : { accept: '.onnx,.mat,.npz,.bin,.txt', multiple: true }, sendAll);
  };
  return {
    choose: () => choose(false),
    chooseFolder: () => choose(true),
    coming,
    offer,
    close: () => setOffer(undefined),
  };
}
