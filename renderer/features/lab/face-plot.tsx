import { labFigureOf } from '../../../preload/contract/lab';
import { DotPlot } from './dot-plot';
import { useFigureText } from './figure-text';
import { useLabView } from './lab-view';
import { figureOfValue, labSize } from './report-figures';
import { useLabStrings } from './strings';
import type { ReportLook } from './use-look';

/** Single faces as dots, at the size that is looked at. */
export function FacePlot({ look }: { readonly look: ReportLook }) {
  const t = useLabStrings();
  const see = useLabView((view) => view.see);
  const { report, index, figure, factor } = look;
  const { text } = useFigureText(figure);
  const name = t[`figure ${figure}`];
  const rows = look.methods.map(({ name: method }) => {
    const row = index.row(factor, method);
    return {
      method,
      mean: row === undefined ? undefined : labFigureOf(row, figure),
      dots: report.pictures.flatMap((picture, place) => {
        const found = index.value(place, factor, method);
        if (found === undefined) return [];
        const value = figureOfValue(found, figure);
        return [{ place, value, title: `${picture.name}, ${method}: ${text(value)}` }];
      }),
    };
  });
  return (
    <DotPlot
      title={t.plot(name, labSize / factor)}
      label={t.plotOf(name, labSize / factor, rows.length)}
      rows={rows}
      method={look.method}
      place={look.picture}
      onSee={(picture, method) => see({ picture, method })}
    />
  );
}
