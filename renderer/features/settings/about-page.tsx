import { FolderOpen } from 'lucide-react';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useMirrors } from '../../store/topics';
import { Button } from '../../ui';
import { licences } from './licences';
import { useSettingsStrings } from './strings';

/** What this is, which version, where its logs are, and whose work it stands on. */
export function AboutPage() {
  const t = useSettingsStrings();
  const client = useClient();
  const version = useMirrors(({ machine }) => machine?.version);
  const canReveal = useMirrors(({ host }) => host?.canReveal ?? false);
  return (
    <>
      <div className="settings-card about">
        <div className="row">
          <b className="about-name">Facet Studio</b>
          {version === undefined ? null : (
            <span className="tx2 num copyable">
              {t.version2} {version}
            </span>
          )}
        </div>
        <p className="tx2">{t.aboutText}</p>
        <p className="tx2">{t.private}</p>
        {canReveal ? (
          <div className="row">
            <Button icon={<FolderOpen />} onClick={() => attempt(client.call('shell.openLogs', {}))}>
              {t.logs}
            </Button>
            <span className="tx3">{t.logsText}</span>
          </div>
        ) : null}
      </div>
      <h2 className="caps">{t.licences}</h2>
      <p className="tx2 settings-note">{t.licencesText}</p>
      <div className="settings-card settings-table" tabIndex={0} role="region" aria-label={t.licences}>
        <table className="tb">
          <thead>
            <tr>
              <th scope="col">{t.component}</th>
              <th scope="col">{t.licence}</th>
            </tr>
          </thead>
          <tbody>
            {licences.map(({ name, licence }) => (
              <tr key={name}>
                <td>{name}</td>
                <td>{licence}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
