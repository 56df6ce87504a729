import type { TruthFigures } from '../../measure-against-truth';
import { fixed, signed, tableOf } from '../cells';
import type { Places, Table } from '../figure';
import { built, facet } from '../step';

/** Name, title, clip, the stretch of it, the widest blur in pixels. */
const clips = [
  ...['swiz3n', 'lbax4n', 'brbk7n'].map(
    (name) => [name, `GRID ${name}`, (at: Places) => `${at.of('grid')}/${name}.mpg`, [], '2.5'] as const,
  ),
  [
    'franck',
    'franck, 8 to 12 s',
    (at: Places) => at.of('franck'),
    ['--from', '8', '--to', '12'],
    '3',
  ] as const,
] as const;

const ways = [
  ['none', ['--prior', 'none']],
  ['fitted', ['--no-own-frames']],
  ['own', []],
] as const;

export const ownFrames: Table = {
  ...{ kind: 'table', name: 'own-frames', pages: ['docs/results.md'] },
  ...{
    about: 'clips whose focus hunts, guided by their own sharpest frames',
    needs: ['grid', 'franck'],
    minutes: 8,
  },
  steps: (at) =>
    clips.flatMap(([name, , clipOf, stretch, blur]) => {
      const clip = at.work(`${name}.mkv`);
      const hunting = at.work(`${name}-hunting.mp4`);
      const project = at.work(`${name}.facet`);
      return [
        // The mean of one frame is that frame: the stretch as it is, without loss.
        built('average-frames', clipOf(at), clip, '--frames', '1', ...stretch),
        built('hunt-focus', clip, hunting, '--blur', blur),
        facet('analyse', [clip, '--project', project]),
        ...ways.flatMap(([way, options]) => {
          const out = at.work(`${name}-${way}.mkv`);
          return [
            facet('enhance', [
              ...[hunting, '-o', out, '--codec', 'ffv1', '--vividness', '0', ...options],
              ...['--project', at.work(`${name}-hunting.facet`), '--overwrite'],
            ]),
            built(
              'measure-against-truth',
              ...['--truth', clip, '--project', project, '--poor', hunting, '--restored', out],
              ...['--json', at.work(`${name}-${way}.json`)],
            ),
          ];
        }),
      ];
    }),
  read: (json) =>
    Object.fromEntries(
      clips.map(([name]) => {
        const of = (way: string) => json(`${name}-${way}.json`) as TruthFigures;
        const gains = ways.map(([way]) => [way, of(way).after - of(way).before] as const);
        return [name, { before: of('own').before, ...Object.fromEntries(gains) }];
      }),
    ),
  // What another ffmpeg moves: docs/lab.md.
  judged: () => ({ better: 'more', noise: 0.25 }),
  table: ({ rows }) =>
    tableOf(
      [
        'clip',
        'hunting',
        'gain, `none`',
        'gain, `both`, fitted skin',
        'the same, skin of its sharpest frames',
      ],
      clips.map(([name, title]) => [
        ...[title, `${fixed(rows[name].before)} dB`],
        ...ways.map(([way]) => `${signed(rows[name][way])} dB`),
      ]),
    ),
};
