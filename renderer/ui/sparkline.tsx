export interface SparklineProps {
  /** What it shows, for a screen reader. */
  readonly label: string;
  /** Oldest first; drawn at equal steps, against the right end. */
  readonly values: readonly number[];
  /** How many values fill the width. */
  readonly capacity: number;
  readonly height: number;
}

/** A small curve from 0 to the largest value, filled. */
export function Sparkline({ label, values, capacity, height }: SparklineProps) {
  const shown = values.slice(-capacity);
  const top = Math.max(1e-9, ...shown) * 1.1;
  const points = shown.map((value, index) => [index / Math.max(1, capacity - 1), value / top] as const);
  const line = points
    .map(
      ([x, y], index) => `${index === 0 ? 'M' : 'L'}${(x * 400).toFixed(1)} ${((1 - y) * height).toFixed(1)}`,
    )
    .join('');
  const end = ((points.at(-1)?.[0] ?? 0) * 400).toFixed(1);
  return (
    <svg
      className="plot"
      role="img"
      aria-label={label}
      viewBox={`0 0 400 ${height}`}
      preserveAspectRatio="none"
      style={{ height }}
    >
      <line x1="0" x2="400" y1={height - 0.5} y2={height - 0.5} stroke="var(--line-2)" />
      {points.length < 2 ? null : (
        <>
          <path className="area" d={`${line}L${end} ${height}L0 ${height}Z`} />
          <path d={line} stroke="var(--ac)" strokeWidth="1.5" />
        </>
      )}
    </svg>
  );
}
