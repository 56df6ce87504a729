import { labClipFigureFacts, labClipFigureNames, labClipFigureOf } from '../../../preload/contract/lab-clips';
import { useFormats } from '../../strings/use-formats';
import { Select } from '../../ui';
import { bestClipMethod, sharpFigure, type ClipSort } from './clip-figures';
import { FigureCell } from './figure-cell';
import { FiguresPart } from './figures-part';
import { useValueText } from './figure-text';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { megabytes } from './report-figures';
import { SortHead } from './sort-head';
import { useLabStrings } from './strings';
import type { ClipLook } from './use-clip-look';

/** A method a row: the mean of the chosen figure with its interval, and each face's. A figure leads to its face. */
export function ClipTable({ look }: { readonly look: ClipLook }) {
  const t = useLabStrings();
  const parts = usePartsStrings();
  const formats = useFormats();
  const see = useLabView((view) => view.see);
  const { clips, index, figure, methods, sort, titles } = look;
  const words = useValueText(labClipFigureFacts[figure].digits, figure === 'gain');
  const { figureOf } = useClipFigureNames();
  const name = figureOf(figure);
  const best = bestClipMethod(clips.rows, figure);
  const hasMemory = methods.some(({ peakBytes }) => peakBytes !== undefined);
  const head = (column: ClipSort['column'], label: string) => (
    <SortHead
      key={column}
      {...{ column, sort, label, beginsDown: column !== 'method' }}
      onSort={(next) => see({ clipSort: next })}
    />
  );
  return (
    <FiguresPart
      choice={<ClipFigureChoice />}
      label={name}
      note={`${parts[`clip help ${figure}`]} ${clips.people > 1 ? t.interval : t.noInterval}`}
      heads={
        <>
          {head('method', t.method)}
          {head('mean', parts.mean)}
          {titles.map((title, face) => head(face, title))}
          {head('time', parts.millisecondsFrame)}
          {hasMemory ? head('memory', parts.megabytes) : null}
        </>
      }
    >
      {methods.map((row) => (
        <tr key={row.method} className={row.method === look.method ? 'me' : undefined}>
          <th scope="row">{row.method}</th>
          <FigureCell
            mean={labClipFigureOf(row, figure)}
            words={words}
            name={parts.clipCell(name, row.method, parts.mean)}
            isBest={row.method === best}
            isSeen={false}
            onSee={() => see({ method: row.method })}
          />
          {titles.map((title, face) => (
            <FigureCell
              key={face}
              mean={{ mean: index.figure(face, row.method, figure) }}
              words={words}
              name={parts.clipCell(name, row.method, title)}
              isBest={false}
              isSeen={row.method === look.method && face === look.face}
              onSee={() => see({ method: row.method, clipFace: face })}
            />
          ))}
          <td className="tx2">{formats.number(row.milliseconds, row.milliseconds < 10 ? 1 : 0)}</td>
          {hasMemory ? <td className="tx2">{megabytes(row.peakBytes, formats.number)}</td> : null}
        </tr>
      ))}
      <SharpRow look={look} hasMemory={hasMemory} />
    </FiguresPart>
  );
}

/** What the sharp clips have by themselves. */
function SharpRow({ look, hasMemory }: { readonly look: ClipLook; readonly hasMemory: boolean }) {
  const parts = usePartsStrings();
  const { clips, figure } = look;
  const { text } = useValueText(labClipFigureFacts[figure].digits, false);
  const own = clips.faces.flatMap((face) => sharpFigure(face, figure) ?? []);
  if (own.length === 0) return null;
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  return (
    <tr className="lab-truth">
      <th scope="row">{parts.sharpClip}</th>
      {[mean, ...own].map((value, place) => (
        <td key={place}>
          <span className="lab-cell">{text(value)}</span>
        </td>
      ))}
      <td />
      {hasMemory ? <td /> : null}
    </tr>
  );
}

/** Which figure of whole clips the table and the plot show. */
export function ClipFigureChoice() {
  const t = useLabStrings();
  const figure = useLabView((view) => view.look.clipFigure);
  const see = useLabView((view) => view.see);
  const { figureOf } = useClipFigureNames();
  return (
    <span className="lab-choice">
      <Select
        label={t.figure}
        value={figure}
        options={labClipFigureNames.map((value) => ({ value, label: figureOf(value) }))}
        onChange={(clipFigure) => see({ clipFigure, clipSort: undefined })}
      />
    </span>
  );
}

/** Names of the figures: most are those of single faces. */
export function useClipFigureNames() {
  const names = { ...useLabStrings(), ...usePartsStrings() };
  return { figureOf: (figure: (typeof labClipFigureNames)[number]) => names[`figure ${figure}`] };
}
