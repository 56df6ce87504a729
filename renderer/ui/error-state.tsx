import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';

export interface ErrorStateProps {
  readonly title: string;
  /** What happened, to which file. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy?: string | undefined;
  readonly actions?: ReactNode;
}

/** What went wrong here, and what can be done. */
export function ErrorState({ title, message, remedy, actions }: ErrorStateProps) {
  return (
    <div className="state err" role="alert">
      <TriangleAlert aria-hidden />
      <div className="state-title">{title}</div>
      <p className="copyable">{message}</p>
      {remedy === undefined ? null : <p>{remedy}</p>}
      {actions === undefined ? null : <div className="row state-acts">{actions}</div>}
    </div>
  );
}
