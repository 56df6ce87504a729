import {
  labFitMeasures,
  labFitSizes,
  labFitViews,
  type LabFitMeasure,
  type LabFitRow,
  type LabFits,
} from '../../../../preload/contract/lab-fits';
import { escapeHtml as escape } from '../../export/page-parts';
import { fitRowName, fitWords } from './fit-tables';
import { sortableTable, type Column } from './sortable-table';

const columns: readonly Column<LabFitRow>[] = [
  {
    ...{ title: 'Found', unit: '%', digits: 0, better: 'neither' },
    valueOf: ({ found }: LabFitRow) => ({ mean: 100 * found }),
  },
  ...labFitMeasures.map((measure) => ({
    ...fitWords[measure],
    valueOf: ({ means }: LabFitRow) => means[measure] ?? { mean: Number.NaN },
  })),
];

/** 3D error against resolution on the page. */
export function fitSection(fits: LabFits): string {
  const rows = fits.rows.map((row) => [fitRowName(row), row] as const);
  return `<section id="fits"><h2>The 3D face against resolution</h2><p class="hint">What the 3D face of a small picture is off from that of the sharp one, before and after super-resolution. In small print, 95 % intervals over people.</p>
<p class="legend"><span class="small">small</span><span class="restored">restored</span></p>
<div class="plots">${labFitMeasures.map((measure) => plot(fits, measure)).join('')}</div>
${sortableTable('3D error', 'Picture', rows, columns)}
<ul class="notes">${fits.protocol.map((line) => `<li>${escape(line)}</li>`).join('')}</ul></section>`;
}

const box = { left: 40, right: 350, top: 24, bottom: 180 };

/** A line for each view over the sizes, bars where intervals are; sizes by their logarithm. */
function plot({ rows }: LabFits, measure: LabFitMeasure): string {
  const { title, unit, digits } = fitWords[measure];
  const shown = rows.flatMap((row) => {
    const mean = row.means[measure];
    return mean === undefined ? [] : [{ ...row, ...mean }];
  });
  const ends = shown.flatMap(({ mean, interval }) => [mean, ...(interval ?? [])]);
  const low = measure === 'overlap' ? Math.min(...ends) : 0;
  const high = measure === 'overlap' ? 1 : Math.max(...ends);
  const [first, last] = [labFitSizes[0], labFitSizes[labFitSizes.length - 1]];
  const along = (size: number) => Math.log2(size / first) / Math.log2(last / first);
  const x = (size: number) => (box.left + along(size) * (box.right - box.left)).toFixed(1);
  const y = (value: number) =>
    (box.bottom - ((value - low) / (high - low || 1)) * (box.bottom - box.top)).toFixed(1);
  const ticks = [0, 0.5, 1].map((share) => low + share * (high - low));
  const grid = ticks.map(
    (tick) =>
      `<line class="axis" x1="${box.left}" x2="${box.right}" y1="${y(tick)}" y2="${y(tick)}"/><text class="faint" x="${box.left - 6}" y="${Number(y(tick)) + 3}" text-anchor="end">${tick.toFixed(digits)}</text>`,
  );
  const sizes = labFitSizes.map(
    (size) => `<text class="faint" x="${x(size)}" y="${box.bottom + 16}" text-anchor="middle">${size}</text>`,
  );
  const lines = labFitViews.map((view) => {
    const own = shown.filter((row) => row.view === view);
    const bars = own.map(({ size, interval }) =>
      interval === undefined
        ? ''
        : `<line class="bar" x1="${x(size)}" x2="${x(size)}" y1="${y(interval[0])}" y2="${y(interval[1])}"/>`,
    );
    const dots = own.map(
      (row) =>
        `<circle cx="${x(row.size)}" cy="${y(row.mean)}" r="3"><title>${fitRowName(row)}: ${row.mean.toFixed(digits)} ${unit}</title></circle>`,
    );
    return `<g class="${view}"><polyline points="${own.map(({ size, mean }) => `${x(size)},${y(mean)}`).join(' ')}"/>${bars.join('')}${dots.join('')}</g>`;
  });
  const name = unit === '' ? title : `${title}, ${unit}`;
  return `<svg viewBox="0 0 360 200" role="img" aria-label="${name} by size"><text x="0" y="12">${name}</text>${grid.join('')}${sizes.join('')}${lines.join('')}</svg>`;
}
