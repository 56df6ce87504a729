import {
  labFitFacts,
  labFitSizes,
  labFitViews,
  type LabFitMeasure,
  type LabFits,
} from '../../../preload/contract/lab-fits';
import { useValueText } from './figure-text';
import { fitAxis, sizeShare } from './fit-figures';
import { usePartsStrings } from './parts-strings';
import { useLabStrings } from './strings';

interface FitPlotProps {
  readonly fits: LabFits;
  readonly measure: LabFitMeasure;
  /** Without words on it: it stands beside its like. */
  readonly isSmall?: boolean;
}

const boxes = {
  large: { width: 400, height: 216, left: 46, right: 388, top: 10, bottom: 186 },
  small: { width: 200, height: 84, left: 4, right: 196, top: 8, bottom: 78 },
};

/** An error over the width of the face: a line as it is, one restored, bars where intervals are. */
export function FitPlot({ fits, measure, isSmall = false }: FitPlotProps) {
  const t = useLabStrings();
  const parts = usePartsStrings();
  const { digits, unit } = labFitFacts[measure];
  const { text } = useValueText(digits, false);
  const box = isSmall ? boxes.small : boxes.large;
  const { low, high } = fitAxis(fits.rows, measure);
  const x = (size: number) => box.left + sizeShare(size) * (box.right - box.left);
  const y = (value: number) => box.bottom - ((value - low) / (high - low || 1)) * (box.bottom - box.top);
  const ticks = isSmall ? [] : [0, 0.25, 0.5, 0.75, 1].map((share) => low + share * (high - low));
  return (
    <svg
      className="lab-fit-plot"
      viewBox={`0 0 ${box.width} ${box.height}`}
      role="img"
      aria-label={parts.fitPlot(parts[`fit ${measure}`])}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line className="lab-grid" x1={box.left} x2={box.right} y1={y(tick)} y2={y(tick)} />
          <text x={box.left - 8} y={y(tick) + 3} textAnchor="end">
            {text(tick)}
          </text>
        </g>
      ))}
      {isSmall ? (
        <line className="lab-grid" x1={box.left} x2={box.right} y1={box.bottom} y2={box.bottom} />
      ) : (
        labFitSizes.map((size) => (
          <text key={size} x={x(size)} y={box.bottom + 18} textAnchor="middle">
            {size}
          </text>
        ))
      )}
      {labFitViews.map((view) => {
        const shown = fits.rows.flatMap((row) => {
          const mean = row.view === view ? row.means[measure] : undefined;
          return mean === undefined ? [] : [{ size: row.size, ...mean }];
        });
        return (
          <g key={view} className={`lab-line ${view}`}>
            <polyline points={shown.map(({ size, mean }) => `${x(size)},${y(mean)}`).join(' ')} />
            {isSmall
              ? null
              : shown.map(({ size, mean, interval }) => (
                  <g key={size}>
                    {interval === undefined ? null : (
                      <line x1={x(size)} x2={x(size)} y1={y(interval[0])} y2={y(interval[1])} />
                    )}
                    <circle cx={x(size)} cy={y(mean)} r={3}>
                      <title>{`${t.size(size)}, ${parts[view]}: ${text(mean)} ${unit}`}</title>
                    </circle>
                  </g>
                ))}
          </g>
        );
      })}
    </svg>
  );
}
