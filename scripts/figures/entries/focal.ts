import type { FocalFigures } from '../../measure-face/measure-focal';
import { percent, tableOf } from '../cells';
import type { Table } from '../figure';
import { built } from '../step';

const tried = [18, 25, 33, 45, 52, 60, 70];
const lines = [
  ['25, exact', '25°', 'exact'],
  ['60, exact', '60°', 'exact'],
  ['25, read', '25°', 'as the network reads them'],
  ['60, read', '60°', 'as the network reads them'],
] as const;

/** It tells what landmarks know of the lens: nothing in it is better or worse. */
export const focal: Table = {
  ...{ kind: 'table', name: 'focal', pages: ['docs/results.md'] },
  ...{ about: 'whether landmarks tell the lens', needs: ['portraits'], minutes: 8 },
  steps: (at) => [
    built(
      'measure-face',
      ...['focal', '--portraits', at.of('portraits'), '--people', '8', '--json', at.work('focal.json')],
    ),
  ],
  read: (json) =>
    Object.fromEntries(
      (json('focal.json') as FocalFigures[]).map(({ drawnAt, landmarks, left, least }) => [
        `${drawnAt}, ${landmarks}`,
        { ...left, ...least },
      ]),
    ),
  judged: () => undefined,
  table: ({ rows }) =>
    tableOf(
      ['drawn at', 'landmarks', ...tried.map((angle) => `${angle}°`), 'least at (10 to 90 % of people)'],
      lines.map(([line, drawnAt, landmarks]) => {
        const row = rows[line];
        return [
          ...[drawnAt, landmarks, ...tried.map((angle) => percent(row[angle]))],
          `${row.median}° (${row.low} to ${row.high})`,
        ];
      }),
    ),
};
