import type { ReactNode } from 'react';
import { useLabStrings } from './strings';

interface FiguresPartProps {
  readonly title?: string;
  /** Which figure the table shows. */
  readonly choice: ReactNode;
  /** For a screen reader, what the table holds. */
  readonly label: string;
  readonly heads: ReactNode;
  readonly note: string;
  /** The rows. */
  readonly children: ReactNode;
}

/** A table of one figure under the choice of the figure. */
export function FiguresPart({ title, choice, label, heads, note, children }: FiguresPartProps) {
  const t = useLabStrings();
  const name = title ?? t.methods;
  return (
    <section className="lab-part lab-table" aria-label={name}>
      <div className="lab-bar">
        <h2>{name}</h2>
        <span className="grow" />
        {choice}
      </div>
      <div className="lab-scroll" tabIndex={0} role="group" aria-label={label}>
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
