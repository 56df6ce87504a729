import type { LabMean } from '../../../../preload/contract/lab';
import { escapeHtml as escape } from '../../export/page-parts';

/** A column of figures. */
export interface Column<Row> {
  readonly title: string;
  readonly unit?: string;
  readonly digits: number;
  /** The best of a column stands out. */
  readonly better: 'more' | 'less' | 'neither';
  /** Written before gains. */
  readonly sign?: boolean;
  readonly valueOf: (row: Row) => LabMean;
}

/** A table that the page's script sorts by its headings, with intervals in small print. */
export function sortableTable<Row>(
  caption: string,
  rowTitle: string,
  rows: readonly (readonly [name: string, row: Row])[],
  columns: readonly Column<Row>[],
): string {
  const cell = (column: Column<Row>, row: Row) => {
    const { mean, interval } = column.valueOf(row);
    const text = (value: number) =>
      Number.isFinite(value)
        ? `${column.sign === true && value > 0 ? '+' : ''}${value.toFixed(column.digits)}`
        : '–';
    const badness = (value: number) => (column.better === 'more' ? -value : value);
    const isBest =
      column.better !== 'neither' &&
      rows.every(([, other]) => !(badness(column.valueOf(other).mean) < badness(mean)));
    const ends = interval?.map((end) => end.toFixed(column.digits)).join(' to ');
    return `<td data-value="${mean}"${isBest ? ' class="best"' : ''}>${text(mean)}${ends === undefined ? '' : `<small>${ends}</small>`}</td>`;
  };
  const head = (title: string) => `<th scope="col"><button type="button">${escape(title)}</button></th>`;
  const heads = columns.map(({ title, unit = '' }) => head(unit === '' ? title : `${title}, ${unit}`));
  const body = rows.map(
    ([name, row]) =>
      `<tr><th scope="row">${escape(name)}</th>${columns.map((column) => cell(column, row)).join('')}</tr>`,
  );
  return `<div class="wide"><table class="sortable"><caption>${escape(caption)}</caption><thead><tr>${head(rowTitle)}${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}
