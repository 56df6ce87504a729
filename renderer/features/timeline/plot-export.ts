import { formatTimecode } from '../playback/timecode';
import { drawPlot, type ColourOf } from './draw-plot';
import type { Plot } from './plots';
import { frameOfRow, rowOfFrame } from './table';
import { wholeClip } from './time-scale';

/** A column of the file: its heading and values, which may have another number of rows than the others. */
export interface CsvColumn {
  readonly name: string;
  readonly values: Float32Array;
}

/** Figures with the frame, second and timecode of each row; as many rows as the longest column. Empty where there is none. */
export function curvesCsv(
  columns: readonly CsvColumn[],
  frameCount: number,
  framesPerSecond: number,
): string {
  const rows = Math.max(0, ...columns.map(({ values }) => values.length));
  const lines = [['frame', 'seconds', 'timecode', ...columns.map(({ name }) => name)].map(quote).join(',')];
  for (let row = 0; row < rows; row++) {
    const frame = Math.round(frameOfRow(row, rows, frameCount));
    const figures = columns.map(({ values }) => {
      const value = values.length === 0 ? NaN : values[rowOfFrame(frame, values.length, frameCount)];
      return Number.isNaN(value) ? '' : String(Number(value.toPrecision(6)));
    });
    const seconds = (frame / framesPerSecond).toFixed(3);
    lines.push([frame, seconds, formatTimecode(frame, framesPerSecond), ...figures].join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** As RFC 4180 has it. */
function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const sheet = { width: 1600, row: 150, head: 34, edge: 24 };

/** All plots of the whole clip below each other, as a PNG in the colours of the theme. */
export async function plotsPng(
  plots: readonly Plot[],
  title: string,
  frameCount: number,
  colourOf: ColourOf,
): Promise<Blob> {
  const { width, row, head, edge } = sheet;
  const canvas = new OffscreenCanvas(width, edge * 2 + 28 + plots.length * (row + head));
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('No 2D canvas');
  pen.fillStyle = colourOf('var(--panel)');
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = colourOf('var(--tx)');
  pen.font = '600 16px sans-serif';
  pen.fillText(title, edge, edge + 12);
  plots.forEach((plot, index) => {
    const top = edge + 28 + index * (row + head);
    pen.fillStyle = colourOf('var(--tx)');
    pen.font = '600 12px sans-serif';
    pen.fillText(plot.title, edge, top + 20);
    let x = edge + 180;
    pen.font = '12px sans-serif';
    for (const { label, colour } of plot.lines) {
      pen.fillStyle = colourOf(colour);
      pen.fillRect(x, top + 14, 14, 3);
      pen.fillStyle = colourOf('var(--tx-2)');
      pen.fillText(label, x + 20, top + 20);
      x += 40 + pen.measureText(label).width;
    }
    pen.save();
    pen.translate(edge, top + head);
    drawPlot(
      pen,
      plot,
      { width: width - 2 * edge, height: row, view: wholeClip(frameCount), frameCount },
      colourOf,
    );
    pen.restore();
  });
  return canvas.convertToBlob({ type: 'image/png' });
}

/** Hands a file to the user, where the browser or Electron puts downloads. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
