import { CircleCheck, LoaderCircle, Play } from 'lucide-react';
import { useState } from 'react';
import { useClient } from '../../client/client-context';
import { showImported } from '../../store/import-media';
import { attempt, reportError } from '../../store/report-error';
import { useSelection } from '../../store/selection';
import { useSettingsPage, type SettingsPage } from '../../store/settings-page';
import { useMirrors } from '../../store/topics';
import { useFormats } from '../../strings/use-formats';
import { useWords } from '../../strings/words';
import { Button, Section } from '../../ui';
import sample from './sample-clip.webp';
import { useWelcomeStrings } from './strings';

/** The sample, recent projects, and what this computer can do. */
export function WelcomeSide() {
  const t = useWelcomeStrings();
  return (
    <aside className="dock r" aria-label={t.tryIt}>
      <Section title={t.tryIt}>
        <SampleCard />
      </Section>
      <RecentProjects />
      <ModelsAndDevice />
    </aside>
  );
}

function SampleCard() {
  const t = useWelcomeStrings();
  const client = useClient();
  const [opening, setOpening] = useState(false);
  const open = () => {
    setOpening(true);
    client
      .call('media.addSample', {})
      .then(({ mediaId }) => showImported([mediaId]))
      .catch(reportError)
      .finally(() => setOpening(false));
  };
  return (
    <button
      type="button"
      className="welcome-sample"
      aria-label={t.openSample}
      disabled={opening}
      onClick={open}
    >
      <img src={sample} alt="" draggable={false} />
      <span className="welcome-sample-words">
        <span className="welcome-go">
          {opening ? <LoaderCircle className="turning" /> : <Play fill="currentColor" />}
        </span>
        <span>
          <b>{opening ? t.openingSample : t.sample}</b>
          <span>{t.sampleText}</span>
        </span>
      </span>
    </button>
  );
}

function RecentProjects() {
  const t = useWelcomeStrings();
  const formats = useFormats();
  const client = useClient();
  const recent = useMirrors(({ project }) => project?.recent) ?? [];
  return (
    <Section title={t.recent} body={recent.length === 0 ? 'padded' : 'plain'}>
      {recent.length === 0 ? (
        <p className="tx3">{t.noRecent}</p>
      ) : (
        <ul className="welcome-recent">
          {recent.slice(0, 5).map((item) => (
            <li key={item.id}>
              <button type="button" onClick={() => attempt(client.call('project.open', { id: item.id }))}>
                <b className="ell">{item.name}</b>
                <span className="tx3 num">
                  {t.clips(item.media)} · {formats.moment(item.openedAt)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function ModelsAndDevice() {
  const t = useWelcomeStrings();
  const words = useWords();
  const formats = useFormats();
  const client = useClient();
  const machine = useMirrors((mirrors) => mirrors.machine);
  const setRoom = useSelection((selection) => selection.setRoom);
  const openSettings = (page: SettingsPage) => {
    useSettingsPage.getState().open(page);
    setRoom('settings');
  };
  if (machine === undefined) return null;
  const builtIn = machine.models.filter((model) => model.builtIn);
  const { benchmark, device } = machine;
  return (
    <>
      <Section
        title={t.models}
        count={t.builtIn(builtIn.length)}
        body="padded"
        actions={
          <Button tone="ghost" size="small" onClick={() => openSettings('models')}>
            {t.manage}
          </Button>
        }
      >
        <div className="welcome-fact">
          <CircleCheck className="okc" aria-hidden />
          <span>{t.pack}</span>
          <span className="tx3 num">{formats.bytes(builtIn.reduce((sum, { bytes }) => sum + bytes, 0))}</span>
          <small>{t.packText}</small>
        </div>
      </Section>
      <Section
        title={t.device}
        body="padded"
        actions={
          <Button
            tone="ghost"
            size="small"
            disabled={benchmark?.state === 'running'}
            onClick={() => attempt(client.call('machine.benchmark', {}))}
          >
            {benchmark?.state === 'done' ? t.measureAgain : t.measure}
          </Button>
        }
      >
        {device === undefined ? (
          <p className="tx3">{t.looking}</p>
        ) : (
          <div className="welcome-fact">
            <CircleCheck className="okc" aria-hidden />
            <span className="b">
              {words[`device ${device.chosen}`]} · {t.cores(machine.cores)}
            </span>
            <span className="num">
              {benchmark?.state === 'done'
                ? t.facesPerSecond(formats.number(benchmark.facesPerSecond, 1))
                : null}
              {benchmark?.state === 'running'
                ? formats.percent(benchmark.done / Math.max(1, benchmark.total))
                : null}
            </span>
            <small title={device.reason}>
              {benchmark?.state === 'done' ? t.measured : device.chosen === 'cpu' ? t.onCpu : t.onGpu}
            </small>
          </div>
        )}
      </Section>
    </>
  );
}
