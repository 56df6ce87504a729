import type { TruthFigures } from '../../measure-against-truth';
import { fixed, signed, tableOf } from '../cells';
import type { Places, Rows, Table } from '../figure';
import { built, facet } from '../step';

const clips = [
  ['swiz3n', 'GRID swiz3n', (at: Places) => `${at.of('grid')}/swiz3n.mpg`],
  ['lbax4n', 'GRID lbax4n', (at: Places) => `${at.of('grid')}/lbax4n.mpg`],
  ['brbk7n', 'GRID brbk7n', (at: Places) => `${at.of('grid')}/brbk7n.mpg`],
  ['talking-head', 'bundled talking head', () => 'assets/samples/talking-head.mp4'],
] as const;

const ways = [
  ['steady', []],
  ['alone', ['--no-steady']],
] as const;

/** What restored faces do from frame to frame that the true ones do not. */
export const flickerAgainstTruth: Table = {
  ...{ kind: 'table', name: 'flicker-against-truth', pages: ['docs/results.md'] },
  ...{ about: 'flicker that the truth has not', needs: ['grid'], minutes: 12 },
  steps: (at) =>
    clips.flatMap(([name, , truthOf]) => {
      const truth = truthOf(at);
      const poor = at.work(`${name}/poor/${name}.mkv`);
      const project = at.work(`${name}.facet`);
      return [
        facet('degrade', [truth, '-o', at.work(name), '--low', '1/2', '--h264', '28']),
        facet('analyse', [truth, '--project', project]),
        ...ways.flatMap(([way, more]) => {
          const restored = at.work(`${name}-${way}.mkv`);
          const files = ['--truth', truth, '--project', project, '--poor', poor, '--restored', restored];
          return [
            facet('enhance', [
              ...[poor, '-o', restored, '--codec', 'ffv1', '--scale', '2', '--overwrite'],
              ...['--project', at.work(`${name}-poor.facet`), ...more],
            ]),
            built('measure-against-truth', ...files, '--json', at.work(`${name}-${way}.json`)),
          ];
        }),
      ];
    }),
  read: (json): Rows =>
    Object.fromEntries(
      clips.map(([name]) => {
        const [steady, alone] = ways.map(([way]) => json(`${name}-${way}.json`) as TruthFigures);
        return [
          name,
          {
            ...{ lanczos: steady.flicker[0], alone: alone.flicker[1], steady: steady.flicker[1] },
            ...{ 'alone, dB': alone.after - alone.before, 'steady, dB': steady.after - steady.before },
          },
        ];
      }),
    ),
  judged: (measure) =>
    measure === 'steady'
      ? { better: 'less', noise: 0.05 }
      : measure === 'steady, dB'
        ? { better: 'more', noise: 0.1 }
        : undefined,
  table: ({ rows }) =>
    tableOf(
      [
        'clip',
        'Lanczos',
        'frame by frame',
        'steadied',
        'change',
        'Y-PSNR over Lanczos, frame by frame',
        'steadied',
      ],
      clips.map(([name, title]) => {
        const { lanczos, alone, steady, ...gains } = rows[name];
        return [
          ...[title, fixed(lanczos), fixed(alone), fixed(steady)],
          `${signed(100 * (steady / alone - 1), 0)} %`,
          ...[gains['alone, dB'], gains['steady, dB']].map((gain) => `${signed(gain, 2)} dB`),
        ];
      }),
    ),
};
