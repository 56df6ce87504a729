import { Check, Circle, CircleDot, Plus, Trash2, X } from 'lucide-react';
import type { LabReport, LabRun } from '../../../preload/contract/studio/lab-run';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { attempt, toErrorReport } from '../../store/report-error';
import { errorStrings } from '../../strings/error-strings';
import { errorRemedy, errorTitle } from '../../strings/error-texts';
import { formatDuration } from '../../strings/formats';
import { useFormats } from '../../strings/use-formats';
import { Button, ErrorState, Progress, Skeleton } from '../../ui';
import { useResource } from '../inspect3d/use-resource';
import { fetchResource } from '../playback/resource-failure';
import { ComparisonView } from './comparison-view';
import { partStates } from './lab-parts';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { ReportView } from './report-view';
import { useRunTitle } from './run-words';
import { useLabStrings } from './strings';
import { useRunEntries } from './use-run-entries';

type Part = Extract<LabRun['status'], { state: 'running' }>['part'];

interface RunPageProps {
  readonly run: LabRun;
  /** The run that it is compared with. */
  readonly over: LabRun | undefined;
}

/** A run: how far it is, why it stopped, what it found, or what it has over another one. */
export function RunPage({ run, over }: RunPageProps) {
  switch (run.status.state) {
    case 'running':
      return <UnderWay run={run} />;
    case 'failed':
      return <Failed run={run} />;
    case 'done':
      return over === undefined ? <Done run={run} /> : <ComparisonView run={run} over={over} />;
  }
}

function UnderWay({ run }: { readonly run: LabRun }) {
  const t = useLabStrings();
  const formats = useFormats();
  const parts = usePartsStrings();
  const client = useClient();
  const title = useRunTitle()(run);
  if (run.status.state !== 'running') return null;
  const { part, done, total, etaSeconds } = run.status;
  const text =
    done === 0
      ? parts[`beginning ${part}`]
      : parts[`doing ${part}`](formats.number(done), formats.number(total));
  return (
    <div className="lab-under-way" role="group" aria-label={title}>
      <h1>{title}</h1>
      <Progress label={text} value={done === 0 ? undefined : done / total} />
      <p className="num" role="status">
        {text}
        {etaSeconds === undefined ? null : (
          <span className="tx3"> · {t.left(formatDuration(etaSeconds))}</span>
        )}
      </p>
      {run.parts.length === 1 ? null : <Steps parts={run.parts} running={part} />}
      <p className="tx3">{t.runningText}</p>
      <Button icon={<X />} onClick={() => attempt(client.call('lab.cancel', { runId: run.id }))}>
        {t.cancel}
      </Button>
    </div>
  );
}

const stepIcons = { done: Check, running: CircleDot, waiting: Circle };

/** The parts of a run under way, and how far each is. */
function Steps({ parts, running }: { readonly parts: LabRun['parts']; readonly running: Part }) {
  const t = usePartsStrings();
  return (
    <ul className="lab-steps">
      {partStates(parts, running).map(({ part, state }) => {
        const Icon = stepIcons[state];
        return (
          <li key={part} data-state={state}>
            <Icon aria-hidden />
            <span className="grow">{t[`part ${part}`]}</span>
            <span className="t11">{t[`state ${state}`]}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Failed({ run }: { readonly run: LabRun }) {
  const t = useLabStrings();
  const errors = errorStrings();
  const open = useLabView((view) => view.open);
  const { askToRemove, dialog } = useRunEntries(run);
  if (run.status.state !== 'failed') return null;
  const { code, message } = run.status.error;
  return (
    <>
      <ErrorState
        title={errorTitle(code, errors)}
        message={message}
        // The lab's own words about faces say more than the remedy for clips.
        remedy={code === 'no-faces' ? undefined : errorRemedy(code, errors)}
        actions={
          <>
            <Button icon={<Plus />} onClick={() => open('new')}>
              {t.again}
            </Button>
            <Button tone="danger" icon={<Trash2 />} onClick={askToRemove}>
              {t.remove}
            </Button>
          </>
        }
      />
      {dialog}
    </>
  );
}

function Done({ run }: { readonly run: LabRun }) {
  const t = useLabStrings();
  const client = useClient();
  const report = useResource<LabReport>(run.id, async (signal) => {
    const response = await fetchResource(client.resourceUrl(resourcePaths.labReport(run.id)), signal);
    return (await response.json()) as LabReport;
  });
  switch (report.state) {
    case 'loading':
      return <Skeleton label={t.loading} rows={8} />;
    case 'failed':
      return (
        <ErrorState
          title={t.reportFailed}
          message={toErrorReport(report.error).message}
          actions={<Button onClick={() => report.retry()}>{t.retry}</Button>}
        />
      );
    case 'ready':
      return <ReportView run={run} report={report.value} />;
  }
}
