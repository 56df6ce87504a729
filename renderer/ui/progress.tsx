import { Progress as Radix } from 'radix-ui';

export interface ProgressProps {
  readonly label: string;
  /** 0..1; undefined while nothing can be told. */
  readonly value: number | undefined;
  readonly tone?: 'accent' | 'ok' | 'warn' | 'err' | 'muted';
}

/** How far something is. */
export function Progress({ label, value, tone = 'accent' }: ProgressProps) {
  const percent = value === undefined ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  const tones = { accent: '', ok: ' ok', warn: ' warn', err: ' err', muted: ' mut' };
  return (
    <Radix.Root
      className={`pg${tones[tone]}${percent === null ? ' open' : ''}`}
      value={percent}
      aria-label={label}
    >
      <Radix.Indicator asChild>
        <i style={{ width: percent === null ? '30%' : `${percent}%` }} />
      </Radix.Indicator>
    </Radix.Root>
  );
}
