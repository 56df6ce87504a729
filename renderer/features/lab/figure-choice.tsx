import { labFigureNames } from '../../../preload/contract/lab';
import { Segmented } from '../../ui';
import { useLabView } from './lab-view';
import { useLabStrings } from './strings';

/** Which figure the tables and the plot show. */
export function FigureChoice() {
  const t = useLabStrings();
  const figure = useLabView((view) => view.look.figure);
  const see = useLabView((view) => view.see);
  return (
    <Segmented
      tight
      label={t.figure}
      value={figure}
      options={labFigureNames.map((value) => ({
        value,
        label: t[`figure ${value}`],
        title: t[`help ${value}`],
      }))}
      onChange={(next) => see({ figure: next, sort: undefined })}
    />
  );
}
