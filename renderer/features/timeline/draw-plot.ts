import type { Plot, PlotLine } from './plots';
import { frameOfRow } from './table';
import { xOfFrame, type TimeView } from './time-scale';

/** What is drawn on: a 2D context already scaled to CSS pixels. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'stroke'
  | 'fill'
  | 'fillRect'
  | 'closePath'
  | 'setLineDash'
  | 'fillText'
  | 'save'
  | 'restore'
> & {
  fillStyle: CanvasRenderingContext2D['fillStyle'];
  strokeStyle: CanvasRenderingContext2D['strokeStyle'];
  lineWidth: number;
  globalAlpha: number;
  font: string;
  textAlign: CanvasTextAlign;
  lineJoin: CanvasLineJoin;
};

export interface PlotArea {
  readonly width: number;
  readonly height: number;
  readonly view: TimeView;
  readonly frameCount: number;
}

/** Resolves `var(--token)` to a colour of the theme in force. */
export type ColourOf = (colour: string) => string;

/** Traces a curve; gaps stay gaps. More rows than pixels are drawn as each pixel's least and most. */
export function traceCurve(
  pen: Pick<Pen, 'beginPath' | 'moveTo' | 'lineTo' | 'stroke'>,
  values: Float32Array,
  { width, height, view, frameCount }: PlotArea,
  [bottom, top]: readonly [number, number],
  inset = 0,
): void {
  const rows = values.length;
  const rowsAFrame = frameCount > 1 ? (rows - 1) / (frameCount - 1) : 0;
  const first = Math.max(0, Math.floor((view.start - 1) * rowsAFrame));
  const last = Math.min(rows - 1, Math.ceil((view.start + view.frames + 1) * rowsAFrame));
  const yOf = (value: number) =>
    height - inset - ((value - bottom) / Math.max(1e-9, top - bottom)) * (height - 2 * inset);
  const rowsAPixel = Math.max(1, Math.floor((last - first + 1) / Math.max(1, width)));
  pen.beginPath();
  let isDown = false;
  for (let row = first; row <= last; row += rowsAPixel) {
    let least = Infinity;
    let most = -Infinity;
    for (let near = row; near < Math.min(row + rowsAPixel, last + 1); near++) {
      const value = values[near];
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (least > most) {
      isDown = false;
      continue;
    }
    const x = xOfFrame(frameOfRow(row, rows, frameCount), view, width);
    if (isDown) pen.lineTo(x, yOf(least));
    else pen.moveTo(x, yOf(least));
    if (most !== least) pen.lineTo(x, yOf(most));
    isDown = true;
  }
  pen.stroke();
}

export function drawPlot(pen: Pen, plot: Plot, area: PlotArea, colourOf: ColourOf): void {
  const { width, height } = area;
  pen.save();
  pen.fillStyle = colourOf('var(--line)');
  for (const share of [0.25, 0.5, 0.75]) pen.fillRect(0, Math.round(height * share), width, 1);
  pen.lineJoin = 'round';
  if (plot.fills === true && plot.lines.length > 1)
    fillBetween(pen, plot.lines[0], plot.lines[1], area, colourOf);
  for (const line of [...plot.lines].reverse()) {
    pen.strokeStyle = colourOf(line.colour);
    pen.lineWidth = line.width ?? 1.25;
    pen.setLineDash([...(line.dash ?? [])]);
    traceCurve(pen, line.values, area, line.range, 3);
  }
  pen.setLineDash([]);
  const [first] = plot.lines;
  if (first) {
    pen.fillStyle = colourOf('var(--tx-3)');
    pen.font = '10px sans-serif';
    pen.textAlign = 'left';
    pen.fillText(first.format(first.range[1]), 4, 11);
    pen.fillText(first.format(first.range[0]), 4, height - 4);
  }
  pen.restore();
}

function fillBetween(pen: Pen, upper: PlotLine, lower: PlotLine, area: PlotArea, colourOf: ColourOf): void {
  const { width, height, view, frameCount } = area;
  const rows = Math.min(upper.values.length, lower.values.length);
  const yOf = ({ range: [bottom, top] }: PlotLine, value: number) =>
    height - 3 - ((value - bottom) / Math.max(1e-9, top - bottom)) * (height - 6);
  const visible: number[] = [];
  const step = Math.max(1, Math.floor(((rows / frameCount) * view.frames) / Math.max(1, width)));
  for (let row = 0; row < rows; row += step) {
    const frame = frameOfRow(row, rows, frameCount);
    if (frame < view.start - 2 * step || frame > view.start + view.frames + 2 * step) continue;
    if (!Number.isNaN(upper.values[row]) && !Number.isNaN(lower.values[row])) visible.push(row);
  }
  if (visible.length < 2) return;
  const xOf = (row: number) => xOfFrame(frameOfRow(row, rows, frameCount), view, width);
  pen.save();
  pen.globalAlpha = 0.13;
  pen.fillStyle = colourOf(upper.colour);
  for (let start = 0; start < visible.length;) {
    let end = start + 1;
    while (end < visible.length && visible[end] - visible[end - 1] === step) end++;
    pen.beginPath();
    for (let i = start; i < end; i++) pen.lineTo(xOf(visible[i]), yOf(upper, upper.values[visible[i]]));
    for (let i = end - 1; i >= start; i--) pen.lineTo(xOf(visible[i]), yOf(lower, lower.values[visible[i]]));
    pen.closePath();
    pen.fill();
    start = end;
  }
  pen.restore();
}
