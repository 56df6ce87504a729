import { ArrowLeft } from 'lucide-react';
import { labFigureOf, labFigureFacts } from '../../../preload/contract/lab';
import type { LabComparison, LabRun } from '../../../preload/contract/studio/lab-run';
import { useClient } from '../../client/client-context';
import { toErrorReport } from '../../store/report-error';
import { useFormats } from '../../strings/use-formats';
import { useWords } from '../../strings/words';
import { Button, EmptyState, ErrorState, Section, Skeleton } from '../../ui';
import { useResource } from '../inspect3d/use-resource';
import { FiguresPart } from './figures-part';
import { useFigureText } from './figure-text';
import { useLabView } from './lab-view';
import { isClear, labSize, sizesOf } from './report-figures';
import { useRunTitle } from './run-words';
import { useLabStrings } from './strings';
import './report.css';
import './figures.css';

/** What a run has over another one, picture by picture. */
export function ComparisonView({ run, over }: { readonly run: LabRun; readonly over: LabRun }) {
  const t = useLabStrings();
  const words = useWords();
  const formats = useFormats();
  const client = useClient();
  const titleOf = useRunTitle();
  const compareWith = useLabView((view) => view.compareWith);
  const found = useResource<LabComparison>(`${run.id} ${over.id}`, (signal) =>
    client.call('lab.compare', { runId: run.id, overId: over.id }, { signal }),
  );
  const named = (one: LabRun) => `${titleOf(one)}, ${formats.moment(one.startedAt)}`;
  return (
    <div className="lab-report">
      <header className="lab-head">
        <div className="grow">
          <h1 className="ell">{named(run)}</h1>
          <p className="tx2 ell">
            {t.differences(named(over))}
            {found.state !== 'ready'
              ? null
              : `. ${t.differencesText(t.pictures(found.value.pictures), words.people(found.value.people))}`}
          </p>
        </div>
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
      ) : found.value.rows.length === 0 ? (
        <EmptyState title={t.nothingShared} text={t.nothingSharedText} />
      ) : (
        <Differences comparison={found.value} />
      )}
    </div>
  );
}

function Differences({ comparison: { rows, changed, people } }: { readonly comparison: LabComparison }) {
  const t = useLabStrings();
  const figure = useLabView((view) => view.look.figure);
  const { text, interval } = useFigureText(figure, true);
  const { better } = labFigureFacts[figure];
  const sizes = sizesOf([...new Set(rows.map(({ factor }) => factor))]);
  const methods = [...new Set(rows.map(({ method }) => method))];
  return (
    <div className="lab-differences">
      <FiguresPart
        figure={figure}
        note={people > 1 ? `${t.clearHelp} ${t.interval}` : t.noInterval}
        heads={
          <>
            <th scope="col">{t.method}</th>
            {sizes.map((factor) => (
              <th key={factor} scope="col">
                {t.sizeTo(labSize / factor)}
              </th>
            ))}
          </>
        }
      >
        {methods.map((method) => (
          <tr key={method}>
            <th scope="row">{method}</th>
            {sizes.map((factor) => {
              const row = rows.find((one) => one.factor === factor && one.method === method);
              if (row === undefined) return <td key={factor}>·</td>;
              const mean = labFigureOf(row, figure);
              const isBetter = better === 'neither' ? undefined : mean.mean > 0 === (better === 'more');
              const tone = !isClear(mean) || isBetter === undefined ? 'tx2' : isBetter ? 'okc' : 'errc';
              return (
                <td key={factor}>
                  <span className="lab-cell">
                    <span className={tone}>{text(mean.mean)}</span>
                    {mean.interval === undefined ? null : <small>{interval(mean)}</small>}
                  </span>
                </td>
              );
            })}
          </tr>
        ))}
      </FiguresPart>
      {changed.length === 0 ? null : (
        <Section title={t.changedWeights} body="padded">
          <ul className="lab-changed copyable">
            {changed.map(({ method, from, to }) => (
              <li key={method}>
                <b>{method}</b> <span className="tx2">{t.changedFrom(from, to)}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}
