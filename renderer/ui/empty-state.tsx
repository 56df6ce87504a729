import type { ReactNode } from 'react';

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  readonly title: string;
  /** What would be here, and how it gets here. */
  readonly text?: string | undefined;
  readonly actions?: ReactNode;
}

/** A panel with nothing in it yet says what belongs there. */
export function EmptyState({ icon, title, text, actions }: EmptyStateProps) {
  return (
    <div className="state">
      {icon}
      <div className="state-title">{title}</div>
      {text === undefined ? null : <p>{text}</p>}
      {actions === undefined ? null : <div className="row state-acts">{actions}</div>}
    </div>
  );
}
