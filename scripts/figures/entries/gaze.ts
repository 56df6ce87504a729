import type { GazeReport } from '../../measure-face/measure-gaze';
import { byDigit, fixed, tableOf } from '../cells';
import type { Rows, Table } from '../figure';
import { built } from '../step';
import { headSteps, type AgainstTruth } from './face-on-clips';

const lines = [
  ['drawn', '95 %'],
  ['portraits', '95 %'],
  ['head', 'largest'],
] as const;

function titleOf(line: string, { pictures, people, count }: Readonly<Record<string, number>>): string {
  if (line === 'drawn') {
    return `${pictures} of ${16 * people} drawn pictures of ${people} held-out people, heads up to 25° aside and 13° up or down, eyes up to 24° aside, 15° up and 20° down, each eye, those that are not closed`;
  }
  return line === 'portraits'
    ? `${count} held-out portraits, whose people look into the camera, as far as one knows; both eyes`
    : 'the bundled clip, eyes straight ahead, each eye';
}

export const gaze: Table = {
  ...{ kind: 'table', name: 'gaze', pages: ['docs/results.md'] },
  ...{ about: 'where eyes look', needs: ['portraits'], minutes: 6 },
  steps: (at) => [
    built(
      'measure-face',
      ...['gaze', '--portraits', at.of('portraits'), '--people', '10', '--json', at.work('gaze.json')],
    ),
    ...headSteps(at),
  ],
  read: (json): Rows => {
    const { portraits, drawn } = json('gaze.json') as GazeReport;
    if (drawn === undefined) throw new Error('measure-face gave no drawn people');
    const head = json('head.json') as AgainstTruth;
    const four = ({ aside, up }: Pick<GazeReport['portraits'], 'aside' | 'up'>) => ({
      ...{ aside: aside.mean, 'aside, high': aside.high },
      ...{ up: up.mean, 'up, high': up.high },
    });
    const [aside, up] = [head['gaze aside'], head['gaze up']];
    return {
      drawn: { ...four(drawn), pictures: drawn.pictures, people: drawn.people },
      portraits: { ...four(portraits), count: portraits.count },
      head: {
        ...{ aside: aside.mean, 'aside, high': aside.largest },
        ...{ up: up.mean, 'up, high': up.largest },
      },
    };
  },
  judged: (measure) => (/^(aside|up)/.test(measure) ? byDigit('less', 1) : undefined),
  table: ({ rows, earlier }) =>
    tableOf(
      ['', 'aside', 'up'],
      lines.map(([line, high]) => {
        const [now, before] = [rows[line], earlier?.[line]];
        const both = (measure: string) =>
          `${before === undefined ? '' : `${fixed(before[measure], 1)} → `}${fixed(now[measure], 1)}`;
        return [
          titleOf(line, now),
          ...['aside', 'up'].map((way) => `${both(way)} (${high}: ${both(`${way}, high`)})`),
        ];
      }),
    ),
};
