import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { labFigureFacts, labFigureOf, type LabFactor } from '../../../preload/contract/lab';
import { useFormats } from '../../strings/use-formats';
import { FigureChoice } from './figure-choice';
import { useFigureText } from './figure-text';
import { useLabView } from './lab-view';
import { bestMethod, labSize, sizesOf, sortedMethods, type TableSort } from './report-figures';
import { useLabStrings } from './strings';
import type { ReportLook } from './use-look';

/** A method a row, a size a column: means of the chosen figure with their intervals. A figure leads to its faces. */
export function FiguresTable({ look }: { readonly look: ReportLook }) {
  const t = useLabStrings();
  const formats = useFormats();
  const sort = useLabView((view) => view.look.sort);
  const see = useLabView((view) => view.see);
  const { report, index, figure } = look;
  const { text, interval } = useFigureText(figure);
  const sizes = sizesOf(report.factors);
  const meanOf = (factor: LabFactor, method: string) => {
    const row = index.row(factor, method);
    return row === undefined ? undefined : labFigureOf(row, figure);
  };
  const methods = sortedMethods(report, (factor, method) => meanOf(factor, method)?.mean, sort);
  return (
    <section className="lab-part lab-table" aria-label={t.methods}>
      <div className="lab-bar">
        <h2>{t.methods}</h2>
        <span className="grow" />
        <FigureChoice />
      </div>
      <div className="lab-scroll" tabIndex={0} role="group" aria-label={t[`figure ${figure}`]}>
        <table className="tb">
          <thead>
            <tr>
              <Head column="method" label={t.method}>
                {t.method}
              </Head>
              {sizes.map((factor) => (
                <Head key={factor} column={factor} label={t.sizeTo(labSize / factor)}>
                  {t.sizeTo(labSize / factor)}
                  {labFigureFacts[figure].unit === '' ? '' : `, ${labFigureFacts[figure].unit}`}
                </Head>
              ))}
              <Head column="time" label={t.milliseconds}>
                {t.milliseconds}
              </Head>
            </tr>
          </thead>
          <tbody>
            {methods.map(({ name, milliseconds }) => (
              <tr key={name} className={name === look.method ? 'me' : undefined}>
                <th scope="row">{name}</th>
                {sizes.map((factor) => {
                  const mean = meanOf(factor, name);
                  if (mean === undefined) return <td key={factor}>·</td>;
                  const isBest = bestMethod(report.rows, factor, figure) === name;
                  const isSeen = name === look.method && factor === look.factor;
                  return (
                    <td key={factor}>
                      <button
                        type="button"
                        className="lab-cell"
                        aria-pressed={isSeen}
                        aria-label={`${t.cell(t[`figure ${figure}`], name, labSize / factor)}: ${[text(mean.mean), interval(mean)].filter(Boolean).join(', ')}`}
                        onClick={() => see({ factor, method: name })}
                      >
                        <span className={isBest ? 'best' : undefined}>{text(mean.mean)}</span>
                        {mean.interval === undefined ? null : <small>{interval(mean)}</small>}
                      </button>
                    </td>
                  );
                })}
                <td className="tx2">{formats.number(milliseconds, milliseconds < 10 ? 1 : 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="lab-note">
        {t[`help ${figure}`]} {report.people > 1 ? t.interval : t.noInterval}
      </p>
    </section>
  );
}

/** A column's heading: choosing it sorts, again the other way round, a third time not at all. */
function Head({
  column,
  label,
  children,
}: {
  readonly column: TableSort['column'];
  readonly label: string;
  readonly children: ReactNode;
}) {
  const t = useLabStrings();
  const sort = useLabView((view) => view.look.sort);
  const see = useLabView((view) => view.see);
  const own = sort?.column === column ? sort : undefined;
  const next: TableSort | undefined =
    own === undefined
      ? { column, down: column !== 'method' }
      : isFirst(own)
        ? { column, down: !own.down }
        : undefined;
  return (
    <th scope="col" aria-sort={own === undefined ? 'none' : own.down ? 'descending' : 'ascending'}>
      <button type="button" className="lab-sort" title={t.sortBy(label)} onClick={() => see({ sort: next })}>
        {children}
        {own === undefined ? null : own.down ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />}
      </button>
    </th>
  );
}

/** Figures are sorted from the most first, names from A. */
function isFirst({ column, down }: TableSort): boolean {
  return down === (column !== 'method');
}
