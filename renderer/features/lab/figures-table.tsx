import { labFigureOf } from '../../../preload/contract/lab';
import { useFormats } from '../../strings/use-formats';
import { FigureCell } from './figure-cell';
import { FigureChoice } from './figure-choice';
import { FiguresPart } from './figures-part';
import { useFigureText } from './figure-text';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { bestMethod, labSize, megabytes, sizesOf, type TableSort } from './report-figures';
import { SortHead } from './sort-head';
import { useLabStrings } from './strings';
import type { ReportLook } from './use-look';

/** A method a row, a size a column: means of the chosen figure with their intervals. A figure leads to its faces. */
export function FiguresTable({ look }: { readonly look: ReportLook }) {
  const t = useLabStrings();
  const parts = usePartsStrings();
  const formats = useFormats();
  const see = useLabView((view) => view.see);
  const { report, index, figure, sort, methods } = look;
  const words = useFigureText(figure);
  const sizes = sizesOf(report.factors);
  const hasMemory = methods.some(({ peakBytes }) => peakBytes !== undefined);
  const head = (column: TableSort['column'], label: string) => (
    <SortHead
      key={column}
      {...{ column, sort, label, beginsDown: column !== 'method' }}
      onSort={(next) => see({ sort: next })}
    />
  );
  return (
    <FiguresPart
      choice={<FigureChoice />}
      label={t[`figure ${figure}`]}
      note={`${t[`help ${figure}`]} ${report.people > 1 ? t.interval : t.noInterval}`}
      heads={
        <>
          {head('method', t.method)}
          {sizes.map((factor) => head(factor, t.sizeTo(labSize / factor)))}
          {head('time', t.milliseconds)}
          {hasMemory ? head('memory', parts.megabytes) : null}
        </>
      }
    >
      {methods.map(({ name, milliseconds = Number.NaN, peakBytes }) => (
        <tr key={name} className={name === look.method ? 'me' : undefined}>
          <th scope="row">{name}</th>
          {sizes.map((factor) => {
            const row = index.row(factor, name);
            return (
              <FigureCell
                key={factor}
                mean={row === undefined ? undefined : labFigureOf(row, figure)}
                words={words}
                name={t.cell(t[`figure ${figure}`], name, labSize / factor)}
                isBest={bestMethod(report.rows, factor, figure) === name}
                isSeen={name === look.method && factor === look.factor}
                onSee={() => see({ factor, method: name })}
              />
            );
          })}
          <td className="tx2">{formats.number(milliseconds, milliseconds < 10 ? 1 : 0)}</td>
          {hasMemory ? <td className="tx2">{megabytes(peakBytes, formats.number)}</td> : null}
        </tr>
      ))}
    </FiguresPart>
  );
}
