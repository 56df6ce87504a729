import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useMirrors } from '../../store/topics';
import { useFormats } from '../../strings/use-formats';
import { Button, Progress } from '../../ui';
import { useSettingsStrings } from './strings';

/** How fast this computer is, measured. */
export function BenchmarkCard() {
  const t = useSettingsStrings();
  const formats = useFormats();
  const client = useClient();
  const benchmark = useMirrors(({ machine }) => machine?.benchmark);
  const running = benchmark?.state === 'running' ? benchmark : undefined;
  const done = benchmark?.state === 'done' ? benchmark : undefined;
  const slowest = Math.max(1e-9, ...Object.values(done?.networks ?? {}));
  return (
    <>
      <div className="row">
        <h2 className="caps grow">{t.benchmark}</h2>
        <Button
          size="small"
          disabled={running !== undefined}
          onClick={() => attempt(client.call('machine.benchmark', {}))}
        >
          {done === undefined ? t.runBenchmark : t.runAgain}
        </Button>
      </div>
      <div className="settings-card bench">
        {benchmark === undefined ? <p className="tx2">{t.benchmarkText}</p> : null}
        {running === undefined ? null : (
          <div>
            <p className="tx2 num">{t.running(formats.percent(running.done / Math.max(1, running.total)))}</p>
            <Progress label={t.benchmark} value={running.done / Math.max(1, running.total)} />
          </div>
        )}
        {benchmark?.state === 'failed' ? <p className="errc copyable">{benchmark.error.message}</p> : null}
        {done === undefined ? null : (
          <>
            <div className="row bench-head">
              <span className="bench-figure num">{formats.number(done.facesPerSecond, 1)}</span>
              <span className="tx2">{t.facesPerSecond}</span>
              <span className="grow" />
              <span className="tx3">{t.measuredAt(formats.moment(done.at), done.device)}</span>
            </div>
            <dl className="bench-bars">
              {Object.entries(done.networks).map(([network, milliseconds]) => (
                <div key={network}>
                  <dt className="ell">{network}</dt>
                  <dd>
                    <span className="bench-bar" style={{ width: `${(milliseconds / slowest) * 100}%` }} />
                  </dd>
                  <dd className="num">
                    {formats.number(milliseconds, 1)} {t.milliseconds}
                  </dd>
                </div>
              ))}
            </dl>
          </>
        )}
      </div>
    </>
  );
}
