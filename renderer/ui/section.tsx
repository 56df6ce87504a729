import type { ReactNode } from 'react';

export interface SectionProps {
  readonly title: string;
  /** A count beside the title. */
  readonly count?: ReactNode;
  /** Buttons at the right end of the heading. */
  readonly actions?: ReactNode;
  /** Takes the height that is left, and scrolls. */
  readonly grow?: boolean;
  /** `plain`: rows bring their own padding; `padded`: a form. */
  readonly body?: 'plain' | 'padded';
  readonly children?: ReactNode;
}

/** A part of a dock under a heading. */
export function Section({ title, count, actions, grow = false, body = 'plain', children }: SectionProps) {
  return (
    <section className={grow ? 'sec fill' : 'sec'} aria-label={title}>
      <div className="hd">
        <h2>{title}</h2>
        {count === undefined ? null : <span className="n">{count}</span>}
        <span className="grow" />
        {actions}
      </div>
      <div className={body === 'padded' ? 'bd-y' : 'bd-x'}>{children}</div>
    </section>
  );
}
