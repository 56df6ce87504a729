import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useMirrors } from '../../store/topics';
import { useFormats } from '../../strings/use-formats';
import { useWords } from '../../strings/words';
import { Button, Skeleton } from '../../ui';
import { BenchmarkCard } from './benchmark-card';
import { useSettingsStrings } from './strings';

/** The computer, the device in use, a benchmark, encoders, and the doctor's checks. */
export function DevicesPage() {
  const t = useSettingsStrings();
  const words = useWords();
  const formats = useFormats();
  const client = useClient();
  const machine = useMirrors((mirrors) => mirrors.machine);
  if (machine === undefined) return <Skeleton label={t.computer} />;
  const facts = [
    [t.platform, machine.platform],
    [t.cores, formats.number(machine.cores)],
    [t.memory, t.memoryOf(formats.bytes(machine.freeMemoryBytes), formats.bytes(machine.memoryBytes))],
    ...(machine.device === undefined
      ? []
      : [[t.inUse, `${words[`device ${machine.device.chosen}`]} · ${machine.device.reason}`]]),
  ];
  return (
    <>
      <h2 className="caps">{t.computer}</h2>
      <dl className="settings-card facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="copyable">{value}</dd>
          </div>
        ))}
      </dl>
      <BenchmarkCard />
      <div className="row">
        <h2 className="caps grow">{t.checks}</h2>
        <Button size="small" onClick={() => attempt(client.call('machine.inspect', {}))}>
          {t.check}
        </Button>
      </div>
      <ul className="settings-card">
        {machine.checks.length === 0 ? <li className="shortcut tx3">{t.noChecks}</li> : null}
        {machine.checks.map((check) => (
          <li key={check.name} className="check">
            {check.state === 'ok' ? (
              <CircleCheck className="okc" aria-label={t['check ok']} />
            ) : check.state === 'warning' ? (
              <TriangleAlert className="warnc" aria-label={t['check warning']} />
            ) : (
              <CircleAlert className="errc" aria-label={t['check missing']} />
            )}
            <span className="b">{check.name}</span>
            <span className="tx2 copyable">{check.detail}</span>
            {check.remedy === undefined ? null : (
              <span className="check-remedy copyable">{check.remedy}</span>
            )}
          </li>
        ))}
      </ul>
      <h2 className="caps">{t.encoders}</h2>
      <div className="settings-card settings-table" tabIndex={0} role="region" aria-label={t.encoders}>
        {machine.encoders.length === 0 ? (
          <p className="shortcut tx3">{t.noEncoders}</p>
        ) : (
          <table className="tb">
            <thead>
              <tr>
                {[t.encoder, t.codec, t.kind].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {machine.encoders.map(({ name, codec, hardware }) => (
                <tr key={`${codec} ${name}`}>
                  <td>{name}</td>
                  <td>{`codec ${codec}` in words ? words[`codec ${codec}` as 'codec h264'] : codec}</td>
                  <td>{hardware ? t.hardware : t.software}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </>
  );
}
