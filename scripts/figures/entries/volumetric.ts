import type { ReconstructionFigures } from '../../../native-models/volumetric/compare/compare-reconstructions';
import { byDigit, fixed, tableOf } from '../cells';
import type { Table } from '../figure';
import { built, python } from '../step';

const kinds = [
  ['rendered', 'drawn, exact'],
  ['portraits', 'portraits'],
] as const;
const lines = [
  ['all', false, 'all pixels'],
  ['128', false, '128'],
  ['128', true, '128, restored first'],
  ['64', false, '64'],
  ['64', true, '64, restored first'],
  ['32', false, '32'],
  ['32', true, '32, restored first'],
] as const;
const routes = ['mean face', 'morphable', 'volumetric'] as const;

export const volumetric: Table = {
  ...{ kind: 'table', name: 'volumetric', pages: ['docs/results.md'] },
  about: 'volumetric or morphable',
  ...{ needs: ['portraits', 'prepared', 'python'], minutes: 15 },
  steps: (at) => [
    { ...python('split.py', at.of('prepared')), into: at.work('held-out.txt') },
    built(
      'compare-reconstructions',
      ...['--portraits', at.of('portraits'), '--held-out', at.work('held-out.txt'), '--count', '16'],
      ...['--json', at.work('reconstructions.json')],
    ),
  ],
  read: (json) => {
    const all = json('reconstructions.json') as ReconstructionFigures[];
    return Object.fromEntries(
      lines.map(([across, restored, title]) => [
        title,
        Object.fromEntries(
          kinds.flatMap(([kind]) => {
            const found = all.find(
              (one) => one.kind === kind && one.across === across && one.restored === restored,
            );
            if (found === undefined) throw new Error(`compare-reconstructions gave no ${kind}, ${title}`);
            return [
              ...routes.map((route) => [`${kind}, ${route}`, found.mean[route]] as const),
              ...routes
                .slice(1)
                .map((route) => [`${kind}, worst ${route}`, found.worstTenth[route]] as const),
            ];
          }),
        ),
      ]),
    );
  },
  // One picture that is posed wrongly decides the worst tenth of sixteen.
  judged: (measure) => (measure.includes('worst') ? undefined : byDigit('less', 2)),
  table: ({ rows }) =>
    tableOf(
      [
        '',
        ...kinds.flatMap(([kind, title]) => [
          ...[`${title}: mean face`, 'morphable', 'volumetric'],
          kind === 'rendered' ? 'worst tenth of both' : 'worst tenth',
        ]),
      ],
      lines.map(([, , title]) => [
        title,
        ...kinds.flatMap(([kind]) => [
          ...routes.map((route) => fixed(rows[title][`${kind}, ${route}`])),
          routes
            .slice(1)
            .map((route) => fixed(rows[title][`${kind}, worst ${route}`]))
            .join(', '),
        ]),
      ]),
    ),
};
