import type { LabMean } from '../../../preload/contract/lab';
import type { useValueText } from './figure-text';

interface FigureCellProps {
  readonly mean: LabMean | undefined;
  readonly words: ReturnType<typeof useValueText>;
  /** What it is of, for a screen reader. */
  readonly name: string;
  readonly isBest: boolean;
  readonly isSeen: boolean;
  readonly onSee: () => void;
}

/** A figure with its interval in small print; it leads to what it is of. */
export function FigureCell({ mean, words, name, isBest, isSeen, onSee }: FigureCellProps) {
  if (mean === undefined) return <td>·</td>;
  const { text, interval } = words;
  return (
    <td>
      <button
        type="button"
        className="lab-cell"
        aria-pressed={isSeen}
        aria-label={`${name}: ${[text(mean.mean), interval(mean)].filter(Boolean).join(', ')}`}
        onClick={onSee}
      >
        <span className={isBest ? 'best' : undefined}>{text(mean.mean)}</span>
        {mean.interval === undefined ? null : <small>{interval(mean)}</small>}
      </button>
    </td>
  );
}
