import { byDigit, fixed, percent, tableOf } from '../cells';
import type { Kept, Places, Rows, Step, Table } from '../figure';
import { facet, script } from '../step';

/** As scripts/compare-with-truth.mjs writes them: shifts in mm, angles in degrees, blinks and the jaw of 0 to 1. */
export type AgainstTruth = Readonly<Record<string, { readonly mean: number; readonly largest: number }>>;

export const talkingHead = 'assets/samples/talking-head.mp4';
const gridClips = ['swiz3n', 'lbax4n', 'brbk7n'] as const;
/** Share of a face so wide, as compare-with-truth.mjs takes it. */
export const faceMillimetres = 140;

/** Analyses the bundled talking head and measures it: `head.json` in the folder of the run. */
export const headSteps = (at: Places): readonly Step[] => [
  facet('analyse', [talkingHead, '--project', at.work('head.facet'), '--fresh']),
  script('scripts/compare-with-truth.mjs', at.work('head.facet'), at.work('head.json')),
];

/** The last line of `facet analyse --json`. */
export function analysed(text: unknown): {
  readonly people: readonly { readonly reprojectionError: number }[];
} {
  const lines = text as readonly { readonly type: string; readonly result?: unknown }[];
  const last = lines.find(({ type }) => type === 'result');
  if (last === undefined) throw new Error('facet analyse gave no result');
  return last.result as ReturnType<typeof analysed>;
}

const measured = ['pitch', 'yaw', 'roll', 'shift of the eyes', 'shift of the origin'] as const;
const units = ['eyeBlinkLeft', 'eyeBlinkRight', 'jawOpen'] as const;

export const faceOnClips: Table = {
  ...{ kind: 'table', name: 'face-on-clips', pages: ['docs/results.md'] },
  ...{ about: 're-projection on clips, pose on the talking head', needs: ['grid'], minutes: 2 },
  steps: (at) => [
    ...gridClips.map((clip) => {
      const args = [
        `${at.of('grid')}/${clip}.mpg`,
        '--project',
        at.work(`${clip}.facet`),
        '--fresh',
        '--json',
      ];
      return facet('analyse', args, at.work(`${clip}.jsonl`));
    }),
    ...headSteps(at),
  ],
  read: (json): Rows => {
    const errors = gridClips.map((clip) => analysed(json(`${clip}.jsonl`)).people[0].reprojectionError);
    const head = json('head.json') as AgainstTruth;
    return {
      'GRID clips': { lowest: Math.min(...errors), highest: Math.max(...errors) },
      ...Object.fromEntries([...measured, ...units].map((name) => [name, { ...head[name] }])),
    };
  },
  judged: (_measure, row) =>
    row === 'GRID clips'
      ? { better: 'less', noise: 0.002 }
      : row.startsWith('shift')
        ? { better: 'less', noise: 0.002 * faceMillimetres }
        : byDigit('less', 2),
  table: ({ rows, earlier }: Kept) => {
    const { lowest, highest } = rows['GRID clips'];
    const before = earlier?.['GRID clips'];
    const degrees = (name: string) => `${fixed(rows[name].mean)}°`;
    const most = (name: string) => `${fixed(rows[name].largest)}°`;
    const share = (mm: number) => percent(mm / faceMillimetres);
    const [eyes, origin] = [rows['shift of the eyes'], rows['shift of the origin']];
    const [left, right, jaw] = units.map((unit) => rows[unit]);
    return tableOf(
      ['', ''],
      [
        [
          're-projection of the 478 points, median over the inter-ocular distance',
          `${fixed(100 * lowest, 1)} to ${percent(highest)} on the three GRID clips` +
            (before === undefined
              ? ''
              : ` (${fixed(100 * before.lowest, 1)} to ${percent(before.highest)} before features were slid to where they are seen; \`facet analyse\` prints it)`),
        ],
        [
          'pose on the bundled talking head (exact truth), 48 frames',
          `pitch ${degrees('pitch')} mean, ${most('pitch')} largest; yaw ${degrees('yaw')}, ${most('yaw')}; roll ${degrees('roll')}, ${most('roll')}`,
        ],
        [
          'its place in the picture, in shares of a face 140 mm wide',
          `between the eyes ${share(eyes.mean)} mean, ${share(eyes.largest)} largest; the model's origin between the ears, which turns with the pitch, ${share(origin.mean)} and ${share(origin.largest)}`,
        ],
        [
          'its blinks there (up to .90, 12 of 48 frames), error of the units of 0 to 1',
          `left ${fixed(left.mean)} mean, ${fixed(left.largest)} largest; right ${fixed(right.mean)}, ${fixed(right.largest)}, where lids are in between; the jaw ${fixed(jaw.mean)}, ${fixed(jaw.largest)}`,
        ],
      ],
    );
  },
};
