import type { PoorReport } from '../../measure-face/measure-poor';
import { bare, byDigit, fixed, percent, tableOf } from '../cells';
import type { Places, Rows, Step, Table } from '../figure';
import { built, facet, script } from '../step';
import { faceMillimetres, talkingHead, type AgainstTruth } from './face-on-clips';

const kinds = ['drawn', 'photographs'] as const;
const ways = [
  ['landmarks', 'landmarks'],
  ['pixels', 'pixels alone'],
  ['together', 'together'],
] as const;
const widths = [16, 24, 32, 48, 64, 128] as const;

export const smallFaces: Table = {
  ...{ kind: 'table', name: 'small-faces' },
  pages: ['docs/results.md', 'native-models/facet-coefficients/README.md'],
  ...{ about: 'pose and expression of small faces', needs: ['portraits'], minutes: 6 },
  steps: (at) => [
    built(
      'measure-face',
      ...['poor', '--portraits', at.of('portraits'), '--people', '16', '--json', at.work('poor.json')],
    ),
  ],
  read: (json) => {
    const report = json('poor.json') as PoorReport;
    return Object.fromEntries(
      widths.map((width) => [
        `${width} px`,
        Object.fromEntries(
          kinds.flatMap((kind) =>
            ways.flatMap(([way]) => {
              const { pose, nme } = report[kind].widths[width].ways[way];
              return [
                [`${kind}, ${way}, pose`, pose],
                [`${kind}, ${way}, nme`, nme],
              ];
            }),
          ),
        ),
      ]),
    );
  },
  judged: (measure) => byDigit('less', measure.endsWith('pose') ? 2 : 3),
  table: ({ rows }) =>
    tableOf(
      [
        "face's width",
        ...kinds.flatMap((kind) =>
          ways.map(([way, title]) => (way === 'landmarks' ? `${kind}: ${title}` : title)),
        ),
      ],
      Object.entries(rows).map(([width, row]) => [
        width,
        ...kinds.flatMap((kind) =>
          ways.map(
            ([way]) => `${fixed(row[`${kind}, ${way}, pose`])}°, ${percent(row[`${kind}, ${way}, nme`])}`,
          ),
        ),
      ]),
    ),
};

/** The face's width, and the clip's shorter side that makes it so, pixels. */
const clips = [
  ['23 px', '64'],
  ['31 px', '88'],
  ['41 px', '116'],
] as const;

export const smallFacesClips: Table = {
  ...{ kind: 'table', name: 'small-faces-clips', pages: ['docs/results.md'] },
  ...{ about: 'the talking head shrunk, as a clip', needs: [], minutes: 2 },
  steps: (at: Places): Step[] =>
    clips.flatMap(([name, low]) => {
      const folder = at.work(`head-${name.replace(' ', '-')}`);
      return [
        facet('degrade', [talkingHead, '-o', folder, '--low', low, '--h264', '26']),
        facet('analyse', [`${folder}/poor/talking-head.mkv`, '--project', `${folder}.facet`, '--fresh']),
        script('scripts/compare-with-truth.mjs', `${folder}.facet`, `${folder}.json`),
      ];
    }),
  read: (json): Rows =>
    Object.fromEntries(
      clips.map(([name]) => {
        const found = json(`head-${name.replace(' ', '-')}.json`) as AgainstTruth;
        const mean = (measure: string) => found[measure].mean;
        return [
          name,
          {
            ...{ pitch: mean('pitch'), yaw: mean('yaw'), roll: mean('roll') },
            ...{ eyes: mean('shift of the eyes') / faceMillimetres, jaw: mean('jawOpen') },
          },
        ];
      }),
    ),
  judged: (measure) => ({
    better: 'less',
    noise: { pitch: 0.3, yaw: 0.3, roll: 0.3, eyes: 0.002, jaw: 0.02 }[measure] ?? 0,
  }),
  table: ({ rows }) =>
    tableOf(
      ["the face's width", 'pitch', 'yaw', 'roll', "between the eyes, of the face's width", 'jaw, 0 to 1'],
      clips.map(([name]) => {
        const { eyes, jaw, ...angles } = rows[name];
        const degrees = ['pitch', 'yaw', 'roll'].map((axis) => `${fixed(angles[axis])}°`);
        return [name, ...degrees, percent(eyes), bare(jaw, 2)];
      }),
    ),
};
