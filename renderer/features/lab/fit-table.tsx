import { Fragment } from 'react';
import { labFitFacts, labFitMeasures, labFitViews } from '../../../preload/contract/lab-fits';
import { useFormats } from '../../strings/use-formats';
import { Segmented } from '../../ui';
import { FigureCell } from './figure-cell';
import { FiguresPart } from './figures-part';
import { useValueText } from './figure-text';
import type { FitSort } from './fit-figures';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { SortHead } from './sort-head';
import { useLabStrings } from './strings';
import type { FitLook } from './use-fit-look';

interface FitTableProps {
  readonly look: FitLook;
  readonly people: number;
}

/** A size a row: what the 3D face is off, as it is and restored, with intervals. A figure leads to its faces. */
export function FitTable({ look, people }: FitTableProps) {
  const t = useLabStrings();
  const parts = usePartsStrings();
  const formats = useFormats();
  const see = useLabView((view) => view.see);
  const { index, figure, size: seenSize, view: seenView, sort, sizes } = look;
  const words = useValueText(labFitFacts[figure].digits, false);
  const name = parts[`fit ${figure}`];
  const head = (column: FitSort['column'], label: string) => (
    <SortHead
      key={column}
      {...{ column, sort, label, beginsDown: column !== 'size' }}
      onSort={(fitSort) => see({ fitSort })}
    />
  );
  const found = (size: number, view: (typeof labFitViews)[number]) => {
    const row = index.row(size, view);
    return <td className="tx2">{row === undefined ? '·' : formats.percent(row.found)}</td>;
  };
  return (
    <FiguresPart
      title={parts.fitError}
      choice={<FitFigureChoice />}
      label={name}
      note={`${parts[`fit help ${figure}`]} ${people > 1 ? t.interval : t.noInterval}`}
      heads={
        <>
          {head('size', parts.faceWidth)}
          {head('small', parts.small)}
          <th scope="col">{parts.found}</th>
          {head('restored', parts.restored)}
          <th scope="col">{parts.foundRestored}</th>
        </>
      }
    >
      {sizes.map((size) => (
        <tr key={size} className={size === seenSize ? 'me' : undefined}>
          <th scope="row">{t.size(size)}</th>
          {labFitViews.map((view) => (
            <Fragment key={view}>
              <FigureCell
                mean={index.row(size, view)?.means[figure]}
                words={words}
                name={parts.fitCell(name, size, parts[view])}
                isBest={false}
                isSeen={size === seenSize && view === seenView}
                onSee={() => see({ fitSize: size, fitView: view })}
              />
              {found(size, view)}
            </Fragment>
          ))}
        </tr>
      ))}
    </FiguresPart>
  );
}

/** Which error the table, the faces and the plot show. */
export function FitFigureChoice() {
  const t = useLabStrings();
  const parts = usePartsStrings();
  const figure = useLabView((view) => view.look.fitFigure);
  const see = useLabView((view) => view.see);
  return (
    <Segmented
      tight
      label={t.figure}
      value={figure}
      options={labFitMeasures.map((value) => ({
        value,
        label: parts[`fit ${value}`],
        title: parts[`fit help ${value}`],
      }))}
      onChange={(fitFigure) => see({ fitFigure, fitSort: undefined })}
    />
  );
}
