import { labFigureOf, type LabFigures } from '../../../../preload/contract/lab';
import { clipCells } from '../report/clip-tables';
import { fitCells } from '../report/fit-tables';
import { compactCells, markdownTable } from '../report/lab-tables';

/** Tables of docs/lab.md that a run gives, by the name of their place there. */
export function documentTables(figures: LabFigures): ReadonlyMap<string, string> {
  const { clips, fits, methods } = figures;
  const faces = compactCells(figures);
  const hasMemory = methods.some(({ peakBytes }) => peakBytes !== undefined);
  const costs = methods.map(({ name, milliseconds = Number.NaN, peakBytes = Number.NaN }, i) => [
    ...faces.body[i],
    identities(figures, name),
    milliseconds.toFixed(milliseconds < 10 ? 1 : 0),
    ...(hasMemory ? [(peakBytes / 1e6).toFixed(0)] : []),
  ]);
  const head = [...faces.head, 'identity', 'ms a face', ...(hasMemory ? ['peak MB'] : [])];
  return new Map([
    ['faces', markdownTable(head, costs).join('\n')],
    ...(clips === undefined ? [] : [['clips', tableOf(clipCells(clips))] as const]),
    ...(fits === undefined ? [] : [['fits', tableOf(fitCells(fits))] as const]),
  ]);
}

/**
 * A page with its tables replaced: each stands between the lines `<!-- lab:NAME -->` and `<!-- /lab:NAME -->`; what a run
 * does not give stays.
 */
export function fillTables(page: string, tables: ReadonlyMap<string, string>): string {
  return page.replace(
    /(<!-- lab:([a-z]+) -->\n)[^]*?(<!-- \/lab:\2 -->)/g,
    (whole, begin: string, name: string, end: string) => {
      const table = tables.get(name);
      return table === undefined ? whole : `${begin}\n${table}\n\n${end}`;
    },
  );
}

/** Of every size, the smallest pictures first. */
function identities(figures: LabFigures, method: string): string {
  const rows = figures.rows.filter((row) => row.method === method).sort((a, b) => b.factor - a.factor);
  return rows.map((row) => labFigureOf(row, 'identity').mean.toFixed(2)).join(', ');
}

function tableOf({ head, body }: { readonly head: string[]; readonly body: string[][] }): string {
  return markdownTable(head, body).join('\n');
}
