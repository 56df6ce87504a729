import { labBaseline } from '../../../../preload/contract/lab';
import type { LabClips } from '../../../../preload/contract/lab-clips';
import { escapeHtml as escape } from '../../export/page-parts';
import { bestClipRow, clipFigureOf, clipFigures, clipScope, clipWords } from './clip-tables';
import { sheetMethods, shownPlaces } from './lab-sheets';
import { sortableTable, type Column } from './sortable-table';

type Row = LabClips['rows'][number];

const columns: readonly Column<Row>[] = [
  ...clipFigures.map((name) => ({
    ...clipWords[name],
    sign: name === 'gain',
    valueOf: (row: Row) => clipFigureOf(row, name),
  })),
  {
    ...{ title: 'ms a frame', digits: 0, better: 'neither' },
    valueOf: ({ milliseconds }: Row) => ({ mean: milliseconds }),
  },
];

/** The faces that the page shows, best first by the gain of the best method, and the versions of each. */
export function clipSheet(clips: LabClips): {
  readonly method: string;
  readonly versions: readonly string[];
  readonly shown: readonly { readonly face: number; readonly place: string }[];
} {
  const { method } = bestClipRow(clips);
  const gainOf = (face: number) => {
    const of = (name: string) =>
      clips.values.find((value) => value.face === face && value.method === name)?.measures.psnr ?? 0;
    return of(method) - of(labBaseline);
  };
  const order = clips.faces.map((_, face) => face).sort((a, b) => gainOf(b) - gainOf(a));
  const methods = clips.rows.map((row) => row.method);
  return {
    method,
    versions: [...sheetMethods(methods, method), 'sharp'],
    shown: shownPlaces(order.length).map(({ at, place }) => ({ face: order[at], place })),
  };
}

/** Whole clips on the page. @param addressOf of a face's kept frame, by version */
export function clipSection(clips: LabClips, addressOf: (face: number, version: string) => string): string {
  const { method, versions, shown } = clipSheet(clips);
  const rows = shown.map(({ face, place }) => {
    const { name, shownFrame } = clips.faces[face];
    const cells = versions.map((version) => {
      const value = clips.values.find((one) => one.face === face && one.method === version);
      const caption = value === undefined ? '' : `<small>${value.shown.psnr.toFixed(2)} dB</small>`;
      return `<td><img src="${addressOf(face, version)}" alt="${escape(`${name}, ${version}`)}">${caption}</td>`;
    });
    return `<tr><th scope="row">${place}<small>${escape(name)}</small><small>frame ${shownFrame}</small></th>${cells.join('')}</tr>`;
  });
  return `<section id="clips"><h2>Whole clips</h2><p class="hint">${escape(clipScope(clips))} In small print, 95 % intervals over people${clips.people === 1 ? '; of one person there is none' : ''}.</p>
${sortableTable(
  'Within the faces',
  'Method',
  clips.rows.map((row) => [row.method, row] as const),
  columns,
)}
<p class="hint">A frame of each: best, median and worst by what ${escape(method)} gains.</p>
<div class="wide"><table class="pictures-table clip-pictures"><thead><tr><th></th>${versions.map((version) => `<th scope="col">${escape(version)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>
<ul class="notes">${clips.protocol.map((line) => `<li>${escape(line)}</li>`).join('')}</ul>${clips.leftOut.length === 0 ? '' : `<p class="hint">Left out, for want of a face that is large enough: ${escape(clips.leftOut.join(', '))}.</p>`}</section>`;
}
