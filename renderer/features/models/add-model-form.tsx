import { useState } from 'react';
import type { ErrorReport } from '../../../preload/contract/errors';
import type { ModelOffer } from '../../../preload/contract/studio/machine';
import { modelIdSchema } from '../../../preload/contract/model-library';
import { useClient } from '../../client/client-context';
import { isCancelled, toErrorReport } from '../../store/report-error';
import { useToasts } from '../../store/toasts';
import { useFormats } from '../../strings/use-formats';
import { useWords } from '../../strings/words';
import { Button, Field, TextInput } from '../../ui';
import { AdapterField, type AdapterChoice } from './adapter-field';
import { useModelStrings } from './strings';

interface AddModelFormProps {
  readonly offer: ModelOffer;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** What is to be known of a model: how it is used, what it is called, whose it is. */
export function AddModelForm({ offer, onDone, onCancel }: AddModelFormProps) {
  const t = useModelStrings();
  const words = useWords();
  const formats = useFormats();
  const client = useClient();
  const { proposal, offerId } = offer;
  const { faceModel } = proposal;
  const [adapter, setAdapter] = useState<AdapterChoice | undefined>(proposal.fitting.at(0));
  const [name, setName] = useState(faceModel?.kind ?? proposal.fileName.replace(/\.onnx$/i, ''));
  const [id, setId] = useState(proposal.id);
  const [licence, setLicence] = useState(faceModel?.licence ?? '');
  const [source, setSource] = useState(faceModel?.source ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ErrorReport>();
  const idFits = modelIdSchema.safeParse(id).success;
  const isUsable = adapter !== undefined || faceModel !== undefined;
  const complete = isUsable && name.trim() !== '' && licence.trim() !== '' && source.trim() !== '';

  const add = async (): Promise<void> => {
    if (!isUsable) return;
    setBusy(true);
    setError(undefined);
    try {
      const said = { id, name: name.trim(), licence: licence.trim(), source: source.trim() };
      const { notices } = await client.call('models.add', {
        offerId,
        ...(adapter === undefined ? {} : { adapter }),
        ...said,
      });
      useToasts.getState().show({ tone: 'ok', title: t.added(name.trim()), detail: notices.join(' ') });
      onDone();
    } catch (thrown) {
      if (!isCancelled(thrown)) setError(toErrorReport(thrown));
      setBusy(false);
    }
  };

  return (
    <form
      className="form models-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <p className="tx2">
        {proposal.fileName} · {formats.bytes(proposal.bytes)}
      </p>
      {faceModel === undefined ? (
        <AdapterField proposal={proposal} value={adapter} onChange={setAdapter} />
      ) : (
        <p>
          {t.faceModel(faceModel.kind)}
          {faceModel.terms === undefined ? null : <strong> {faceModel.terms}</strong>}
        </p>
      )}
      <Field label={t.name}>
        {(at) => <TextInput id={at} value={name} maxLength={80} onChange={setName} />}
      </Field>
      <Field label={t.id} help={t.idHelp} error={idFits ? undefined : t.idHelp}>
        {(at) => <TextInput id={at} value={id} invalid={!idFits} onChange={setId} />}
      </Field>
      <Field label={t.licence}>
        {(at) => (
          <TextInput
            id={at}
            value={licence}
            maxLength={200}
            placeholder={t.licenceHint}
            onChange={setLicence}
          />
        )}
      </Field>
      <Field label={t.source}>
        {(at) => (
          <TextInput id={at} value={source} maxLength={500} placeholder={t.sourceHint} onChange={setSource} />
        )}
      </Field>
      {error === undefined ? null : (
        <p className="models-error copyable" role="alert">
          {error.message}
        </p>
      )}
      <div className="dlg-acts">
        <Button onClick={onCancel}>{words.cancel}</Button>
        <Button tone="primary" type="submit" disabled={!complete || !idFits || busy}>
          {busy ? (faceModel === undefined ? t.adding : t.reading) : t.add}
        </Button>
      </div>
    </form>
  );
}
