import type { FlickerFigures } from '../../measure-flicker';
import { fixed, signed, tableOf } from '../cells';
import type { Places, Rows, Step, Table } from '../figure';
import { built, facet } from '../step';

const clips = [
  ['swiz3n', 'GRID swiz3n', (at: Places) => [`${at.of('grid')}/swiz3n.mpg`]],
  ['lbax4n', 'GRID lbax4n', (at: Places) => [`${at.of('grid')}/lbax4n.mpg`]],
  ['brbk7n', 'GRID brbk7n', (at: Places) => [`${at.of('grid')}/brbk7n.mpg`]],
  ['franck', 'franck, 60 to 68 s', (at: Places) => [at.of('franck'), '--from', '60', '--to', '68']],
] as const;

/** Enlarged twice, before and after beside each other; also what the sheets show. */
export function sideBySide(
  at: Places,
  name: string,
  input: readonly string[],
  ...more: readonly string[]
): Step {
  return facet('enhance', [
    ...[...input, '-o', at.work(`${name}.mp4`), '--scale', '2', '--side-by-side'],
    ...['--project', at.work(`${name}.facet`), '--overwrite', ...more],
  ]);
}

/** Of frames restored by themselves. */
const alone = (name: string) => `${name}-alone`;

export const flicker: Table = {
  ...{ kind: 'table', name: 'flicker', pages: ['docs/results.md'] },
  ...{ about: 'flicker before and after', needs: ['grid', 'franck'], minutes: 20 },
  steps: (at) => {
    const names = clips.flatMap(([name]) => [name, alone(name)]);
    const pairs = names.flatMap((name) => [at.work(`${name}.side-by-side.mp4`), at.work(`${name}.facet`)]);
    const demo = [at.work('demo/enhanced.side-by-side.mp4'), at.work('demo/input.facet')];
    return [
      ...clips.flatMap(([name, , input]) => [
        sideBySide(at, name, input(at)),
        sideBySide(at, alone(name), input(at), '--no-steady'),
      ]),
      facet('demo', ['--output', at.work('demo')]),
      built('measure-flicker', '--json', at.work('flicker.json'), ...pairs, ...demo),
    ];
  },
  read: (json): Rows => {
    const names = [...clips.flatMap(([name]) => [name, alone(name)]), 'demo'];
    return Object.fromEntries(
      (json('flicker.json') as FlickerFigures[]).map(({ onFace, inFrame }, i) => [
        names[i],
        {
          ...{ 'face, before': onFace[0], 'face, after': onFace[1] },
          ...{ 'frame, before': inFrame[0], 'frame, after': inFrame[1] },
        },
      ]),
    );
  },
  judged: (measure) => (measure.endsWith('after') ? { better: 'less', noise: 0.03 } : undefined),
  table: ({ rows }) => {
    const change = (before: number, after: number) => `${signed(100 * (after / before - 1), 0)} %`;
    return tableOf(
      [
        ...['clip', 'on the face: before', 'after', 'change', 'without steadying'],
        ...['in the frame: before', 'after', 'change'],
      ],
      [...clips, ['demo', "the demo's clip"] as const].map(([name, title]) => {
        const row = rows[name];
        const three = (where: string) => {
          const [before, after] = [row[`${where}, before`], row[`${where}, after`]];
          return [fixed(before, 3), fixed(after, 3), change(before, after)];
        };
        const single = rows[alone(name)];
        return [
          ...[title, ...three('face')],
          single === undefined ? '' : change(single['face, before'], single['face, after']),
          ...three('frame'),
        ];
      }),
    );
  },
};
