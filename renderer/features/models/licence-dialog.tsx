import { useState } from 'react';
import type { CatalogueLine } from '../../../preload/contract/studio/machine';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useWords } from '../../strings/words';
import { Button, Dialog, Field, Switch } from '../../ui';
import { useModelStrings } from './strings';

interface LicenceDialogProps {
  readonly line: CatalogueLine | undefined;
  readonly onClose: () => void;
}

/** Asks for the licence, and where nobody knows the hash, for that too; then the download begins. */
export function LicenceDialog({ line, onClose }: LicenceDialogProps) {
  const t = useModelStrings();
  const words = useWords();
  return (
    <Dialog
      open={line !== undefined}
      onOpenChange={onClose}
      title={t.licenceTitle(line?.name ?? '')}
      description={t.licenceSays(line?.licence ?? '')}
      closeLabel={words.close}
    >
      {line === undefined ? null : <Consent line={line} onClose={onClose} />}
    </Dialog>
  );
}

function Consent({ line, onClose }: { readonly line: CatalogueLine; readonly onClose: () => void }) {
  const t = useModelStrings();
  const words = useWords();
  const client = useClient();
  const { id, terms, url, source, licenceUrl, sha256 } = line;
  const [unverified, setUnverified] = useState(false);
  return (
    <div className="form models-form">
      {terms === undefined ? null : <p>{terms}</p>}
      <p className="tx2">
        {t.fromWhere} <span className="copyable models-address">{url}</span>
      </p>
      {licenceUrl === undefined ? null : <Address label={t.readLicence} url={licenceUrl} />}
      <Address label={t.projectPage} url={source} />
      {sha256 === undefined ? (
        <Field label={t.unverified} layout="inline">
          {(at) => <Switch id={at} checked={unverified} onChange={setUnverified} />}
        </Field>
      ) : null}
      <div className="dlg-acts">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button
          tone="primary"
          disabled={sha256 === undefined && !unverified}
          onClick={() => {
            onClose();
            attempt(client.call('models.fetch', { id, acceptLicence: true, acceptUnverified: unverified }));
          }}
        >
          {t.accept}
        </Button>
      </div>
    </div>
  );
}

/** An address to be copied: the window opens no other page. */
function Address({ label, url }: { readonly label: string; readonly url: string }) {
  return (
    <p className="tx2">
      {label} <span className="copyable models-address">{url}</span>
    </p>
  );
}
