import { ArrowDown, ArrowUp } from 'lucide-react';
import { labFigureOf, type LabFactor } from '../../../preload/contract/lab';
import { useFormats } from '../../strings/use-formats';
import { FiguresPart } from './figures-part';
import { useFigureText } from './figure-text';
import { useLabView } from './lab-view';
import { bestMethod, labSize, sizesOf, type TableSort } from './report-figures';
import { useLabStrings } from './strings';
import type { ReportLook } from './use-look';

/** A method a row, a size a column: means of the chosen figure with their intervals. A figure leads to its faces. */
export function FiguresTable({ look }: { readonly look: ReportLook }) {
  const t = useLabStrings();
  const formats = useFormats();
  const see = useLabView((view) => view.see);
  const { report, index, figure, sort, methods } = look;
  const { text, interval } = useFigureText(figure);
  const sizes = sizesOf(report.factors);
  const meanOf = (factor: LabFactor, method: string) => {
    const row = index.row(factor, method);
    return row === undefined ? undefined : labFigureOf(row, figure);
  };
  return (
    <FiguresPart
      figure={figure}
      note={`${t[`help ${figure}`]} ${report.people > 1 ? t.interval : t.noInterval}`}
      heads={
        <>
          <Head column="method" sort={sort} label={t.method} />
          {sizes.map((factor) => (
            <Head key={factor} column={factor} sort={sort} label={t.sizeTo(labSize / factor)} />
          ))}
          <Head column="time" sort={sort} label={t.milliseconds} />
        </>
      }
    >
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
    </FiguresPart>
  );
}

/** A column's heading: choosing it sorts, again the other way round. */
function Head({
  column,
  sort,
  label,
}: {
  readonly column: TableSort['column'];
  readonly sort: TableSort;
  readonly label: string;
}) {
  const t = useLabStrings();
  const see = useLabView((view) => view.see);
  const isOwn = sort.column === column;
  // Figures begin with the most, names with A.
  const down = isOwn ? !sort.down : column !== 'method';
  return (
    <th scope="col" aria-sort={!isOwn ? 'none' : sort.down ? 'descending' : 'ascending'}>
      <button
        type="button"
        className="lab-sort"
        title={t.sortBy(label)}
        onClick={() => see({ sort: { column, down } })}
      >
        {label}
        {!isOwn ? null : sort.down ? <ArrowDown aria-hidden /> : <ArrowUp aria-hidden />}
      </button>
    </th>
  );
}
