import { labFigureFacts, labFigureOf, type LabMean, type LabRow } from '../../../preload/contract/lab';
import { labClipFigureFacts, labClipFigureOf } from '../../../preload/contract/lab-clips';
import { labFitFacts, labFitSizes, labFitViews, type LabFitRow } from '../../../preload/contract/lab-fits';
import type { LabComparison } from '../../../preload/contract/studio/lab-run';
import { ClipFigureChoice, useClipFigureNames } from './clip-table';
import { FigureChoice } from './figure-choice';
import { FiguresPart } from './figures-part';
import { useFigureText, useValueText } from './figure-text';
import { FitFigureChoice } from './fit-table';
import { useLabView } from './lab-view';
import { usePartsStrings } from './parts-strings';
import { isClear, labSize, sizesOf } from './report-figures';
import { useLabStrings } from './strings';

type Better = 'more' | 'less' | 'neither';

/** A difference, in colour where its interval leaves out zero. */
function Difference({
  mean,
  better,
  words,
}: {
  readonly mean: LabMean | undefined;
  readonly better: Better;
  readonly words: ReturnType<typeof useValueText>;
}) {
  if (mean === undefined) return <td>·</td>;
  const isBetter = better === 'neither' ? undefined : mean.mean > 0 === (better === 'more');
  const tone = !isClear(mean) || isBetter === undefined ? 'tx2' : isBetter ? 'okc' : 'errc';
  return (
    <td>
      <span className="lab-cell">
        <span className={tone}>{words.text(mean.mean)}</span>
        {mean.interval === undefined ? null : <small>{words.interval(mean)}</small>}
      </span>
    </td>
  );
}

function useNote(people: number): string {
  const t = useLabStrings();
  return people > 1 ? `${t.clearHelp} ${t.interval}` : t.noInterval;
}

/** Of single faces: methods by sizes. */
export function FaceDifferences({
  rows,
  people,
}: {
  readonly rows: readonly LabRow[];
  readonly people: number;
}) {
  const t = useLabStrings();
  const figure = useLabView((view) => view.look.figure);
  const words = useFigureText(figure, true);
  const note = useNote(people);
  const sizes = sizesOf([...new Set(rows.map(({ factor }) => factor))]);
  return (
    <FiguresPart
      choice={<FigureChoice />}
      label={t[`figure ${figure}`]}
      note={note}
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
      {[...new Set(rows.map(({ method }) => method))].map((method) => (
        <tr key={method}>
          <th scope="row">{method}</th>
          {sizes.map((factor) => {
            const row = rows.find((one) => one.factor === factor && one.method === method);
            return (
              <Difference
                key={factor}
                mean={row === undefined ? undefined : labFigureOf(row, figure)}
                better={labFigureFacts[figure].better}
                words={words}
              />
            );
          })}
        </tr>
      ))}
    </FiguresPart>
  );
}

/** Of whole clips: a method a row. */
export function ClipDifferences({ clips }: { readonly clips: NonNullable<LabComparison['clips']> }) {
  const t = useLabStrings();
  const parts = usePartsStrings();
  const figure = useLabView((view) => view.look.clipFigure);
  const words = useValueText(labClipFigureFacts[figure].digits, true);
  const note = useNote(clips.people);
  const { figureOf } = useClipFigureNames();
  return (
    <FiguresPart
      choice={<ClipFigureChoice />}
      label={figureOf(figure)}
      note={clips.alike ? note : `${parts.clipsDiffer} ${note}`}
      heads={
        <>
          <th scope="col">{t.method}</th>
          <th scope="col">{figureOf(figure)}</th>
        </>
      }
    >
      {clips.rows.map((row) => (
        <tr key={row.method}>
          <th scope="row">{row.method}</th>
          <Difference
            mean={labClipFigureOf(row, figure)}
            better={labClipFigureFacts[figure].better}
            words={words}
          />
        </tr>
      ))}
    </FiguresPart>
  );
}

/** Of 3D faces: sizes, as they are and restored. */
export function FitDifferences({
  rows,
  people,
}: {
  readonly rows: readonly LabFitRow[];
  readonly people: number;
}) {
  const t = useLabStrings();
  const parts = usePartsStrings();
  const figure = useLabView((view) => view.look.fitFigure);
  const words = useValueText(labFitFacts[figure].digits, true);
  const note = useNote(people);
  return (
    <FiguresPart
      title={parts.fitError}
      choice={<FitFigureChoice />}
      label={parts[`fit ${figure}`]}
      note={note}
      heads={
        <>
          <th scope="col">{parts.faceWidth}</th>
          {labFitViews.map((view) => (
            <th key={view} scope="col">
              {parts[view]}
            </th>
          ))}
        </>
      }
    >
      {labFitSizes.map((size) => (
        <tr key={size}>
          <th scope="row">{t.size(size)}</th>
          {labFitViews.map((view) => (
            <Difference
              key={view}
              mean={rows.find((row) => row.size === size && row.view === view)?.means[figure]}
              better={labFitFacts[figure].better}
              words={words}
            />
          ))}
        </tr>
      ))}
    </FiguresPart>
  );
}
