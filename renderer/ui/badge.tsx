import type { ReactNode } from 'react';

export interface BadgeProps {
  readonly tone?: 'plain' | 'ok' | 'warn' | 'err' | 'info' | 'accent' | 'veil';
  /** The whole of it where the badge is an abbreviation. */
  readonly title?: string | undefined;
  readonly children: ReactNode;
}

/** A word or two of state or kind; colour never says it alone. */
export function Badge({ tone = 'plain', title, children }: BadgeProps) {
  const tones = {
    plain: '',
    ok: ' ok',
    warn: ' warn',
    err: ' err',
    info: ' info',
    accent: ' ac',
    veil: ' veil',
  };
  return (
    <span className={`bd${tones[tone]}`} title={title}>
      {children}
    </span>
  );
}
