import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useFormats } from '../../strings/use-formats';
import { Select } from '../../ui';
import { activityOf, decimate, peakOf } from './curve-shape';
import { expressionName } from './expression-name';
import { followPlayhead } from './follow-playhead';
import { rowOfFrame, tableColumn, type Table } from './read-table';
import { useInspectStrings } from './strings';
import { useThemeColours } from './use-theme-colours';

interface Curve {
  readonly name: string;
  readonly values: Float32Array;
  readonly activity: number;
}

const rowHeight = 32;
type Order = 'activity' | 'name' | 'model';

/** The expression weights over the clip, a row each. */
export function ExpressionCurves({
  table,
  names,
  frameCount,
}: {
  readonly table: Table;
  readonly names: readonly string[];
  readonly frameCount: number;
}) {
  const strings = useInspectStrings();
  const [order, setOrder] = useState<Order>('activity');
  const scroller = useRef<HTMLDivElement>(null);
  const curves = useMemo<readonly Curve[]>(
    () =>
      names.slice(0, table.columns).map((name, column) => {
        const values = tableColumn(table, column);
        // A clip of one frame does not move: there, what is largest comes first.
        const activity = table.rows > 1 ? activityOf(values) : peakOf(values);
        return { name: expressionName(name), values, activity };
      }),
    [table, names],
  );
  const sorted = useMemo(() => {
    if (order === 'model') return curves;
    return curves.toSorted((a, b) =>
      order === 'activity' ? b.activity - a.activity : a.name.localeCompare(b.name),
    );
  }, [curves, order]);
  const active = curves.filter(({ activity }) => activity > 0.01).length;
  const rows = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 3,
  });
  return (
    <section className="inspect3d-chart" aria-label={strings.expression}>
      <div className="inspect3d-chart-head">
        <h2>{strings.expression}</h2>
        <span className="tx3 num">{strings.expressionCount(active, curves.length)}</span>
        <span className="grow" />
        <span className="inspect3d-order">
          <Select
            label={strings.order}
            value={order}
            options={[
              { value: 'activity', label: strings.byActivity },
              { value: 'name', label: strings.byName },
              { value: 'model', label: strings.byModel },
            ]}
            onChange={(next) => {
              setOrder(next);
            }}
          />
        </span>
      </div>
      <div
        ref={scroller}
        className="inspect3d-expressions"
        tabIndex={0}
        role="list"
        aria-label={strings.expression}
      >
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, start }) => (
            <ExpressionRow
              key={sorted[index].name}
              curve={sorted[index]}
              top={start}
              rows={table.rows}
              frameCount={frameCount}
            />
          ))}
        </div>
      </div>
    </section>
  );
}

function ExpressionRow({
  curve,
  top,
  rows,
  frameCount,
}: {
  readonly curve: Curve;
  readonly top: number;
  readonly rows: number;
  readonly frameCount: number;
}) {
  const { number } = useFormats();
  const value = useRef<HTMLSpanElement>(null);
  const line = useRef<HTMLElement>(null);
  useEffect(
    () =>
      followPlayhead((frame) => {
        const row = rowOfFrame({ rows }, frame, frameCount);
        const weight = curve.values[row];
        if (value.current) value.current.textContent = Number.isNaN(weight) ? '–' : number(weight, 2);
        if (line.current) line.current.style.left = `${rows > 1 ? (row / (rows - 1)) * 100 : 50}%`;
      }),
    [curve, rows, frameCount, number],
  );
  return (
    <div className="inspect3d-expression" role="listitem" style={{ transform: `translateY(${top}px)` }}>
      <span className="ell tx2">{curve.name}</span>
      <span className="inspect3d-spark">
        <Spark values={curve.values} />
        <i ref={line} />
      </span>
      <span ref={value} className="num" />
    </div>
  );
}

/** A curve about 0, filled, at the screen's own resolution. Units lie above; components of an imported face on both sides. */
function Spark({ values }: { readonly values: Float32Array }) {
  const colours = useThemeColours();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    // Small weights would be a flat line against 1.
    const peak = Math.max(0.25, peakOf(values)) * 1.05;
    const bottom = values.some((value) => value < 0) ? -peak : 0;
    const resize = new ResizeObserver(() => {
      const ratio = devicePixelRatio;
      const width = Math.max(1, Math.round(element.clientWidth * ratio));
      const height = Math.max(1, Math.round(element.clientHeight * ratio));
      element.width = width;
      element.height = height;
      const ends = decimate(values, width);
      const floor = height - ratio;
      const yOf = (value: number): number => floor * (1 - (value - bottom) / (peak - bottom));
      context.fillStyle = colours.warmSoft;
      for (let x = 0; x < width; x++) {
        const [low, high] = [Math.min(0, ends[2 * x]), Math.max(0, ends[2 * x + 1])];
        if (high > low) context.fillRect(x, yOf(high), 1, yOf(low) - yOf(high));
      }
      context.strokeStyle = colours.warm;
      context.lineWidth = 1.25 * ratio;
      context.beginPath();
      let drawing = false;
      for (let x = 0; x < width; x++) {
        const low = ends[2 * x];
        const high = ends[2 * x + 1];
        if (Number.isNaN(high)) {
          // Fewer values than pixels leave no gaps: the columns in between repeat them.
          drawing = false;
          continue;
        }
        const y = yOf(high) + ratio * 0.5;
        if (drawing) context.lineTo(x + 0.5, y);
        else context.moveTo(x + 0.5, y);
        if (high - low > 0.02) context.lineTo(x + 0.5, yOf(low) + ratio * 0.5);
        drawing = true;
      }
      context.stroke();
    });
    resize.observe(element);
    return () => {
      resize.disconnect();
    };
  }, [values, colours]);
  return <canvas ref={canvas} aria-hidden />;
}
