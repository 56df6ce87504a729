import { ArrowLeft } from 'lucide-react';
import type { LabComparison, LabRun } from '../../../preload/contract/studio/lab-run';
import { useClient } from '../../client/client-context';
import { toErrorReport } from '../../store/report-error';
import { useFormats } from '../../strings/use-formats';
import { useWords } from '../../strings/words';
import { Button, EmptyState, ErrorState, Section, Segmented, Skeleton } from '../../ui';
import { useResource } from '../inspect3d/use-resource';
import { ClipDifferences, FaceDifferences, FitDifferences } from './differences';
import { partsOfReport, type ReportPart } from './lab-parts';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { useRunTitle } from './run-words';
import { useLabStrings } from './strings';
import './report.css';
import './figures.css';
import './parts.css';

/** What a run has over another one, part by part. */
export function ComparisonView({ run, over }: { readonly run: LabRun; readonly over: LabRun }) {
  const t = useLabStrings();
  const partWords = usePartsStrings();
  const formats = useFormats();
  const client = useClient();
  const titleOf = useRunTitle();
  const wished = useLabView((view) => view.look.part);
  const { compareWith, see } = useLabView();
  const found = useResource<LabComparison>(`${run.id} ${over.id}`, (signal) =>
    client.call('lab.compare', { runId: run.id, overId: over.id }, { signal }),
  );
  const parts = found.state === 'ready' ? sharedParts(found.value) : [];
  const part = parts.includes(wished) ? wished : parts.at(0);
  const named = (one: LabRun) => `${titleOf(one)}, ${formats.moment(one.startedAt)}`;
  const scope = useScope(found.state === 'ready' ? found.value : undefined, part);
  return (
    <div className="lab-report">
      <header className="lab-head">
        <div className="grow">
          <h1 className="ell">{named(run)}</h1>
          <p className="tx2 ell">
            {t.differences(named(over))}
            {scope === undefined ? null : `. ${scope}`}
          </p>
        </div>
        {parts.length < 2 || part === undefined ? null : (
          <Segmented
            label={partWords.part}
            value={part}
            options={parts.map((value) => ({ value, label: partWords[`short ${value}`] }))}
            onChange={(next) => see({ part: next })}
          />
        )}
        <Button icon={<ArrowLeft />} onClick={() => compareWith(undefined)}>
          {t.backToReport}
        </Button>
      </header>
      {found.state === 'loading' ? (
        <Skeleton label={t.loading} rows={8} />
      ) : found.state === 'failed' ? (
        <ErrorState
          title={t.reportFailed}
          message={toErrorReport(found.error).message}
          actions={<Button onClick={() => found.retry()}>{t.retry}</Button>}
        />
      ) : part === undefined ? (
        <EmptyState title={t.nothingShared} text={t.nothingSharedText} />
      ) : (
        <div className="lab-differences">
          <PartDifferences comparison={found.value} part={part} />
          <Changed changed={found.value.changed} />
        </div>
      )}
    </div>
  );
}

/** Parts in which both runs have something. */
function sharedParts({ rows, clips, fits }: LabComparison): ReportPart[] {
  return partsOfReport({
    rows,
    clips: clips?.rows.length === 0 ? undefined : clips,
    fits: fits?.rows.length === 0 ? undefined : fits,
  });
}

/** On what the differences are. */
function useScope(comparison: LabComparison | undefined, part: ReportPart | undefined): string | undefined {
  const t = useLabStrings();
  const parts = usePartsStrings();
  const words = useWords();
  if (comparison === undefined || part === undefined) return undefined;
  const { pictures, people, clips } = comparison;
  return part === 'clips' && clips !== undefined
    ? parts.clipsShared(t.pictures(clips.faces), words.people(clips.people))
    : t.differencesText(t.pictures(pictures), words.people(people));
}

interface PartDifferencesProps {
  readonly comparison: LabComparison;
  readonly part: ReportPart;
}

function PartDifferences({ comparison, part }: PartDifferencesProps) {
  const { rows, people, clips, fits } = comparison;
  if (part === 'clips' && clips !== undefined) return <ClipDifferences clips={clips} />;
  if (part === 'fits' && fits !== undefined) return <FitDifferences rows={fits.rows} people={people} />;
  return <FaceDifferences rows={rows} people={people} />;
}

function Changed({ changed }: Pick<LabComparison, 'changed'>) {
  const t = useLabStrings();
  if (changed.length === 0) return null;
  return (
    <Section title={t.changedWeights} body="padded">
      <ul className="lab-changed copyable">
        {changed.map(({ method, from, to }) => (
          <li key={method}>
            <b>{method}</b> <span className="tx2">{t.changedFrom(from, to)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
