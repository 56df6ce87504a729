import { useFormats } from '../../strings/use-formats';
import type { LabMean } from '../../../preload/contract/lab';
import { axisOf, shareOn } from './report-figures';
import { useLabStrings } from './strings';

const rowHeight = 22;
const tickCount = 5;
/** Room for the axis' numbers: above the rows, of which there may be more than are in sight. */
const axisHeight = 18;

export interface DotRow {
  readonly method: string;
  readonly mean: LabMean | undefined;
  readonly dots: readonly {
    /** Of what it leads to. */
    readonly place: number;
    readonly value: number;
    readonly title: string;
  }[];
}

interface DotPlotProps {
  readonly title: string;
  /** In words, for who cannot see it. */
  readonly label: string;
  readonly rows: readonly DotRow[];
  readonly method: string;
  readonly place: number;
  readonly onSee: (place: number, method: string) => void;
}

/** Every face as a dot, a method a row, with the mean and its interval over them. A dot leads to its face. */
export function DotPlot({ title, label, rows, method: seenMethod, place: seenPlace, onSee }: DotPlotProps) {
  const t = useLabStrings();
  const formats = useFormats();
  const axis = axisOf(
    rows.flatMap(({ dots, mean }) => [...dots.map(({ value }) => value), ...(mean?.interval ?? [])]),
    tickCount,
  );
  const x = (value: number) => `${(shareOn(axis, value) * 100).toFixed(2)}%`;
  const height = rows.length * rowHeight;
  return (
    <section className="lab-part lab-plot" aria-label={title}>
      <div className="lab-bar">
        <h2>{title}</h2>
      </div>
      <div className="lab-scroll" tabIndex={0} role="group" aria-label={t.plotHelp}>
        <div className="lab-plot-body">
          <ul className="lab-plot-names">
            {rows.map(({ method }) => (
              <li key={method} className={method === seenMethod ? 'acc ell' : 'ell'} title={method}>
                {method}
              </li>
            ))}
          </ul>
          <svg role="img" aria-label={label} width="100%" height={axisHeight + height}>
            {axis.ticks.map((tick) => (
              <g key={tick}>
                <line
                  className="lab-grid"
                  x1={x(tick)}
                  x2={x(tick)}
                  y1={axisHeight}
                  y2={axisHeight + height}
                />
                <text x={x(tick)} y={11} textAnchor="middle">
                  {formats.number(tick, axis.digits).replace('-', '−')}
                </text>
              </g>
            ))}
            {rows.map(({ method, mean, dots }, row) => {
              const y = axisHeight + (row + 0.5) * rowHeight;
              return (
                <g key={method} className={method === seenMethod ? 'lab-row me' : 'lab-row'}>
                  {dots.map(({ place, value, title: dotTitle }) =>
                    !Number.isFinite(value) ? null : (
                      <circle
                        key={place}
                        className={place === seenPlace ? 'lab-dot seen' : 'lab-dot'}
                        cx={x(value)}
                        cy={y}
                        r={place === seenPlace ? 4 : 3}
                        onClick={() => onSee(place, method)}
                      >
                        <title>{dotTitle}</title>
                      </circle>
                    ),
                  )}
                  {mean === undefined ? null : (
                    <>
                      {mean.interval === undefined ? null : (
                        <line
                          className="lab-interval"
                          x1={x(mean.interval[0])}
                          x2={x(mean.interval[1])}
                          y1={y}
                          y2={y}
                        />
                      )}
                      <line className="lab-mean" x1={x(mean.mean)} x2={x(mean.mean)} y1={y - 6} y2={y + 6} />
                    </>
                  )}
                </g>
              );
            })}
          </svg>
        </div>
      </div>
      <p className="lab-note">{t.plotHelp}</p>
    </section>
  );
}
