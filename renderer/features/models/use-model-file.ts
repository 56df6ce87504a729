import { useCallback, useState } from 'react';
import type { ModelOffer } from '../../../preload/contract/studio/machine';
import { useClient } from '../../client/client-context';
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
  readonly coming: ComingFile | undefined;
  readonly offer: ModelOffer | undefined;
  /** The offer was taken, or not. */
  readonly close: () => void;
}

/** Choosing a model's file: by the host's dialog, which sends nothing, or by the browser's, whose file is sent. */
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
  const pick = (): void => {
    pickFiles({ accept: '.onnx' }, ([file]) => send(file));
  };
  return {
    choose: () => (dialogs ? wait('', (signal) => client.call('shell.chooseModel', {}, { signal })) : pick()),
    coming,
    offer,
    close: () => setOffer(undefined),
  };
}
