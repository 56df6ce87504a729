import { labFigureOf } from '../../../preload/contract/lab';
import { useFormats } from '../../strings/use-formats';
import { useFigureText } from './figure-text';
import { useLabView } from './lab-view';
import { axisOf, figureOfValue, labSize, shareOn } from './report-figures';
import { useLabStrings } from './strings';
import type { ReportLook } from './use-look';

const rowHeight = 22;
const tickCount = 5;

/** Every face as a dot, a method a row, with the mean and its interval over them. A dot leads to its face. */
export function FacePlot({ look }: { readonly look: ReportLook }) {
  const t = useLabStrings();
  const formats = useFormats();
  const see = useLabView((view) => view.see);
  const { report, index, figure, factor } = look;
  const { text } = useFigureText(figure);
  const name = t[`figure ${figure}`];
  const rows = look.methods.map(({ name: method }) => ({
    method,
    mean: index.row(factor, method),
    dots: report.pictures.map((_, picture) => index.value(picture, factor, method)),
  }));
  const axis = axisOf(
    rows.flatMap(({ dots }) =>
      dots.map((dot) => (dot === undefined ? Number.NaN : figureOfValue(dot, figure))),
    ),
    tickCount,
  );
  const x = (value: number) => `${(shareOn(axis, value) * 100).toFixed(2)}%`;
  const height = rows.length * rowHeight;
  return (
    <section className="lab-part lab-plot" aria-label={t.plot(name, labSize / factor)}>
      <div className="lab-bar">
        <h2>{t.plot(name, labSize / factor)}</h2>
      </div>
      <div className="lab-scroll" tabIndex={0} role="group" aria-label={t.plotHelp}>
        <div className="lab-plot-body">
          <ul className="lab-plot-names">
            {rows.map(({ method }) => (
              <li key={method} className={method === look.method ? 'acc ell' : 'ell'} title={method}>
                {method}
              </li>
            ))}
          </ul>
          <svg
            role="img"
            aria-label={t.plotOf(name, labSize / factor, rows.length)}
            width="100%"
            height={height + 22}
          >
            {axis.ticks.map((tick) => (
              <g key={tick}>
                <line className="lab-grid" x1={x(tick)} x2={x(tick)} y1={0} y2={height} />
                <text x={x(tick)} y={height + 15} textAnchor="middle">
                  {formats.number(tick, axis.digits).replace('-', '−')}
                </text>
              </g>
            ))}
            {rows.map(({ method, mean, dots }, row) => {
              const y = (row + 0.5) * rowHeight;
              const own = mean === undefined ? undefined : labFigureOf(mean, figure);
              return (
                <g key={method} className={method === look.method ? 'lab-row me' : 'lab-row'}>
                  {dots.map((dot) =>
                    dot === undefined ? null : (
                      <circle
                        key={dot.picture}
                        className={dot.picture === look.picture ? 'lab-dot seen' : 'lab-dot'}
                        cx={x(figureOfValue(dot, figure))}
                        cy={y}
                        r={dot.picture === look.picture ? 4 : 3}
                        onClick={() => see({ picture: dot.picture, method })}
                      >
                        <title>
                          {`${report.pictures[dot.picture].name}, ${method}: ${text(figureOfValue(dot, figure))}`}
                        </title>
                      </circle>
                    ),
                  )}
                  {own === undefined ? null : (
                    <>
                      {own.interval === undefined ? null : (
                        <line
                          className="lab-interval"
                          x1={x(own.interval[0])}
                          x2={x(own.interval[1])}
                          y1={y}
                          y2={y}
                        />
                      )}
                      <line className="lab-mean" x1={x(own.mean)} x2={x(own.mean)} y1={y - 6} y2={y + 6} />
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
