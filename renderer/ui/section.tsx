import type { ReactNode } from 'react';

export interface SectionProps {
  readonly title: string;
  /** A count beside the title. */
  readonly count?: ReactNode;
  /** Buttons at the right end of the heading. */
  readonly actions?: ReactNode;
  /** `grow`: takes the height that is left, and scrolls; `fit`: as high as its content, less where there is less. */
  readonly height?: 'auto' | 'fit' | 'grow';
  /** `plain`: rows bring their own padding; `padded`: a form. */
  readonly body?: 'plain' | 'padded';
  readonly children?: ReactNode;
}

/** A part of a dock under a heading. */
export function Section({ title, count, actions, height = 'auto', body = 'plain', children }: SectionProps) {
  return (
    <section className={{ auto: 'sec', fit: 'sec fit', grow: 'sec fill' }[height]} aria-label={title}>
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
