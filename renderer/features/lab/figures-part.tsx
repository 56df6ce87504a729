import type { ReactNode } from 'react';
import type { LabFigureName } from '../../../preload/contract/lab';
import { FigureChoice } from './figure-choice';
import { useLabStrings } from './strings';

/** A table of one figure, methods by sizes, under the choice of the figure. */
export function FiguresPart({
  figure,
  heads,
  note,
  children,
}: {
  readonly figure: LabFigureName;
  readonly heads: ReactNode;
  readonly note: string;
  /** The rows. */
  readonly children: ReactNode;
}) {
  const t = useLabStrings();
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
            <tr>{heads}</tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
      <p className="lab-note">{note}</p>
    </section>
  );
}
