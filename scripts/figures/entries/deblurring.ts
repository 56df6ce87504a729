import { byDigit, fixed, signed, tableOf } from '../cells';
import type { Places, Picture, Step, Table } from '../figure';
import { built, facet, python } from '../step';
import type { TruthFigures } from '../../measure-against-truth';

type Pair = readonly [number, number];
/** As evaluate_deblurring.py writes them: by kind of exposure, then by group. */
type Evaluated = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Pair>>>>>>;

const evaluated = (at: Places, id: string, ...more: readonly string[]): Step =>
  python(
    'evaluate_deblurring.py',
    ...['--data', at.of('prepared'), '--model', `../${id}/${id}.onnx`],
    ...[...more, '--json', at.work(`${id}.json`)],
  );

const kinds = [
  ['apart', "one after the other, as a camera's"],
  ['overlapping', 'overlapping, as sliding means'],
] as const;
const blurs = ['strong', 'middling', 'light'] as const;

export const deblurring: Table = {
  ...{ kind: 'table', name: 'deblurring', pages: ['docs/results.md'] },
  ...{ about: 'deblurring people it never saw', needs: ['prepared', 'python'], minutes: 25 },
  steps: (at) => [evaluated(at, 'facet-deblur'), evaluated(at, 'facet-deblur-frames')],
  read: (json) =>
    Object.fromEntries(
      kinds.flatMap(([kind]) =>
        blurs.map((blur) => {
          const of = (id: string) => (json(`${id}.json`) as Evaluated)[kind][`${blur} blur`];
          const [one, seven] = [of('facet-deblur'), of('facet-deblur-frames')];
          return [
            `${kind}, ${blur}`,
            {
              ...{ blurred: one.blurred[0], one: one.none[0] },
              ...{ alone: seven['none, alone'][0], seven: seven.none[0] },
            },
          ];
        }),
      ),
    ),
  judged: () => byDigit('more', 2),
  table: ({ rows }) =>
    tableOf(
      [
        ...['exposures', 'blur, blurred PSNR', 'facet-deblur, one frame'],
        ...['facet-deblur-frames, the frame alone', 'facet-deblur-frames, seven frames'],
      ],
      kinds.flatMap(([kind, title]) =>
        blurs.map((blur, i) => {
          const { blurred, one, alone, seven } = rows[`${kind}, ${blur}`];
          return [
            ...[i === 0 ? title : '', `${blur}, ${fixed(blurred, 1)} dB`],
            ...[one, alone, seven].map((gain) => `${signed(gain)} dB`),
          ];
        }),
      ),
    ),
};

/** Clips of which every frame becomes the mean of nine: title, the clip, its stretch in seconds. */
const clips = [
  ['head', 'bundled talking head (fast motion)', () => 'assets/samples/talking-head.mp4', []],
  ['swiz3n', 'GRID swiz3n', (at: Places) => `${at.of('grid')}/swiz3n.mpg`, []],
  ['lbax4n', 'GRID lbax4n', (at: Places) => `${at.of('grid')}/lbax4n.mpg`, []],
  ['brbk7n', 'GRID brbk7n', (at: Places) => `${at.of('grid')}/brbk7n.mpg`, []],
  ['franck', 'franck, 60 to 63 s', (at: Places) => at.of('franck'), ['--from', '60', '--to', '63']],
] as const;
const ways = [
  ['both', ['--prior', 'both']],
  ['none', ['--prior', 'none']],
  ['one', ['--prior', 'both', '--model', 'facet-deblur']],
] as const;

export const deblurringClips: Table = {
  ...{ kind: 'table', name: 'deblurring-clips', pages: ['docs/results.md'] },
  ...{ about: 'deblurring clips of sliding means', needs: ['grid', 'franck'], minutes: 40 },
  steps: (at) =>
    clips.flatMap(([name, , clipOf, stretch]) => {
      const given = clipOf(at);
      const cut = stretch.length > 0;
      const clip = cut ? at.work(`${name}.mkv`) : given;
      const blurred = at.work(`${name}-blurred.mkv`);
      const project = at.work(`${name}.facet`);
      return [
        // The mean of one frame is that frame: the stretch as it is, without loss.
        ...(cut ? [built('average-frames', given, clip, '--frames', '1', ...stretch)] : []),
        built('average-frames', clip, blurred),
        facet('analyse', [clip, '--project', project]),
        ...ways.flatMap(([way, options]) => {
          const out = at.work(`${name}-${way}.mkv`);
          return [
            facet('enhance', [
              ...[blurred, '-o', out, '--codec', 'ffv1', '--task', 'deblur', ...options],
              ...['--project', at.work(`${name}-blurred.facet`), '--overwrite'],
            ]),
            built(
              'measure-against-truth',
              ...['--truth', clip, '--project', project, '--poor', blurred, '--restored', out],
              ...['--first-frame', '4', '--json', at.work(`${name}-${way}.json`)],
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
        return [name, { blurred: of('both').before, ...Object.fromEntries(gains) }];
      }),
    ),
  // What another ffmpeg moves: docs/lab.md.
  judged: () => ({ better: 'more', noise: 0.25 }),
  table: ({ rows, earlier }) =>
    tableOf(
      [
        ...['clip', 'blurred', 'gain, seven frames, `both`', 'the same, `none`'],
        ...['gain, one frame, `both`', 'gain, restore 0.3.1 faithful'],
      ],
      clips.map(([name, title]) => [
        ...[title, `${fixed(rows[name].blurred)} dB`],
        ...ways.map(([way]) => `${signed(rows[name][way])} dB`),
        earlier === undefined ? '' : `${signed(earlier[name].restore)} dB`,
      ]),
    ),
};

/** Of facet-deblur-frames' card. */
export const deblurringSheet: Picture = {
  ...{ kind: 'picture', name: 'deblurring-sheet', about: 'deblurred portraits' },
  ...{ needs: ['prepared', 'python'], minutes: 14 },
  steps: (at) => [evaluated(at, 'facet-deblur-frames', '--sheet', at.work('deblurring.png'))],
  files: { 'deblurring.png': 'docs/images/deblurring.jpg' },
  width: 1024,
};
