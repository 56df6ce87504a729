import { Download, X } from 'lucide-react';
import { useState } from 'react';
import type { CatalogueLine } from '../../../preload/contract/studio/machine';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useMirrors } from '../../store/topics';
import { useFormats } from '../../strings/use-formats';
import { Badge, Button, IconButton, Progress, Skeleton } from '../../ui';
import { LicenceDialog } from './licence-dialog';
import { useModelStrings } from './strings';

/** What can be fetched from others. */
export function Catalogue() {
  const t = useModelStrings();
  const catalogue = useMirrors(({ machine }) => machine?.catalogue);
  const known = useMirrors(({ machine }) => machine !== undefined);
  const [asked, setAsked] = useState<CatalogueLine>();
  return (
    <section aria-label={t.catalogue}>
      <h2 className="caps">{t.catalogue}</h2>
      <p className="tx2">{t.catalogueText}</p>
      {catalogue === undefined && !known ? (
        <Skeleton label={t.catalogue} />
      ) : (catalogue ?? []).length === 0 ? (
        <p className="tx2">{t.catalogueEmpty}</p>
      ) : (
        <ul className="settings-card models-catalogue">
          {catalogue?.map((line) => (
            <CatalogueRow key={line.id} line={line} onFetch={() => setAsked(line)} />
          ))}
        </ul>
      )}
      <LicenceDialog line={asked} onClose={() => setAsked(undefined)} />
    </section>
  );
}

interface CatalogueRowProps {
  readonly line: CatalogueLine;
  readonly onFetch: () => void;
}

function CatalogueRow({ line, onFetch }: CatalogueRowProps) {
  const t = useModelStrings();
  const formats = useFormats();
  const { name, scope, licence, terms, bytes, approximateBytes, sha256 } = line;
  const size = bytes ?? approximateBytes;
  const facts = [
    scope === 'face' ? t.faces : scope === 'frame' ? t.wholeFrame : t.face3d,
    size === undefined ? undefined : `${bytes === undefined ? '~' : ''}${formats.bytes(size)}`,
    licence,
    terms,
  ];
  return (
    <li>
      <div className="models-line">
        <span className="models-name">{name}</span>
        <span className="tx2">{facts.filter(Boolean).join(' · ')}</span>
        {sha256 === undefined ? (
          <Badge tone="warn">{t.unknownHash}</Badge>
        ) : (
          <code title={sha256}>sha256 {sha256.slice(0, 12)}</code>
        )}
        {line.download?.state === 'failed' ? (
          <span className="models-error copyable" role="alert">
            {line.download.error.message}
          </span>
        ) : null}
      </div>
      <CatalogueState line={line} onFetch={onFetch} />
    </li>
  );
}

function CatalogueState({ line, onFetch }: CatalogueRowProps) {
  const t = useModelStrings();
  const formats = useFormats();
  const client = useClient();
  const { id, name, download, installed, partialBytes, bytes } = line;
  if (installed) return <Badge tone="ok">{t.installed}</Badge>;
  if (download?.state === 'running' || download?.state === 'checking') {
    const total = download.state === 'running' ? (download.total ?? bytes) : undefined;
    const received = download.state === 'running' ? download.received : 0;
    return (
      <div className="models-download">
        <Progress label={t.downloading(name)} value={total === undefined ? undefined : received / total} />
        <span className="tx2" role="status">
          {download.state === 'checking'
            ? t.checking
            : total === undefined
              ? formats.bytes(received)
              : t.received(formats.bytes(received), formats.bytes(total))}
        </span>
        <IconButton
          small
          label={t.stopDownload(name)}
          icon={<X />}
          onClick={() => attempt(client.call('models.cancelFetch', { id }))}
        />
      </div>
    );
  }
  const begun = partialBytes > 0;
  return (
    <span className="row">
      {begun ? <span className="tx2">{formats.bytes(partialBytes)}</span> : null}
      <Button
        size="small"
        icon={<Download />}
        aria-label={`${begun ? t.goOn : t.fetch} ${name}`}
        onClick={onFetch}
      >
        {begun ? t.goOn : t.fetch}
      </Button>
    </span>
  );
}
