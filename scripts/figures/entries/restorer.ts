import { bare, byDigit, fixed, signed, tableOf } from '../cells';
import type { Places, Rows, Step, Table } from '../figure';
import { python } from '../step';

/** As evaluate.py writes them. */
type Figures = Record<
  string,
  { psnr: number; ssim: number; gain: number; worst: number; gainBySkin: Record<string, number> }
>;
type Evaluated = readonly (Figures & { readonly protocol: unknown })[];

const weights = (name: string) => `../facet-restorer/${name}.onnx`;
const protocols = 'x4,x8,film,video,mild';

function evaluated(at: Places, name: string, ...more: readonly string[]): Step {
  return python(
    'evaluate.py',
    ...['--data', at.of('prepared'), '--protocols', protocols, ...more],
    ...['--json', at.work(`${name}.json`)],
  );
}
const moved = (vividness: string) => [
  ...['--vivid', weights('facet-restorer-vivid'), '--vividness', vividness],
];
const faithful = (at: Places) => evaluated(at, 'restorer', '--modes', 'none,both');
const usual = (at: Places) => evaluated(at, 'restorer-3', '--modes', 'none,both', ...moved('.3'));

const titles: Readonly<Record<string, string>> = {
  x4: 'x4, 32 to 128 px',
  x8: 'x8, 16 to 128 px',
  film: '64 to 128 px, H.264 crf 28',
  video: '96 px, blurred, JPEG 40',
  mild: '176 px, JPEG 85',
};

function ofProtocol(json: unknown, protocol: string): Figures {
  const found = (json as Evaluated).find((one) => one.protocol === protocol);
  if (found === undefined) throw new Error(`evaluate.py gave no ${protocol}`);
  return found;
}

const judged = (measure: string) => byDigit('more', measure.endsWith('ssim') ? 3 : 2);

export const restorer: Table = {
  ...{ kind: 'table', name: 'restorer', pages: ['docs/results.md'] },
  ...{ about: 'the restorer on people it never saw', needs: ['prepared', 'python'], minutes: 15 },
  steps: (at) => [faithful(at), usual(at)],
  read: (json) =>
    Object.fromEntries(
      Object.keys(titles).map((protocol) => {
        const [ours, drawn] = ['restorer.json', 'restorer-3.json'].map((name) =>
          ofProtocol(json(name), protocol),
        );
        return [
          protocol,
          {
            ...{ 'lanczos psnr': ours.lanczos.psnr, 'lanczos ssim': ours.lanczos.ssim },
            ...{ 'none gain': ours.none.gain, 'none ssim': ours.none.ssim },
            ...{ 'both gain': ours.both.gain, 'both ssim': ours.both.ssim },
            ...{ 'usual gain': drawn.both.gain, 'usual ssim': drawn.both.ssim },
          },
        ];
      }),
    ),
  judged,
  table: ({ rows, earlier }) =>
    tableOf(
      [
        ...['protocol', 'Lanczos', 'faithful, prior `none`', 'faithful, `both`'],
        ...['vividness .3 (default), `both`', '0.3.1: faithful, .3'],
      ],
      Object.entries(titles).map(([protocol, title]) => {
        const row = rows[protocol];
        const pair = (way: string) => `${signed(row[`${way} gain`])} dB / ${bare(row[`${way} ssim`])}`;
        const before = earlier?.[protocol];
        return [
          title,
          `${fixed(row['lanczos psnr'])} dB / ${bare(row['lanczos ssim'])}`,
          ...['none', 'both', 'usual'].map(pair),
          before === undefined ? '' : `${signed(before.faithful)}, ${signed(before.usual)} dB`,
        ];
      }),
    ),
};

/** Lines of the card's table under each protocol: title, file of the run, mode. */
const ways = [
  ['faithful, none', 'restorer.json', 'none'],
  ['faithful, both', 'restorer.json', 'both'],
  ['vividness .3 (default), none', 'restorer-3.json', 'none'],
  ['vividness .3 (default), both', 'restorer-3.json', 'both'],
  ['vividness .5, both', 'restorer-5.json', 'both'],
  ['vividness 1, both', 'restorer-10.json', 'both'],
] as const;
const tones = ['dark', 'medium', 'light'] as const;

export const restorerCard: Table = {
  ...{ kind: 'table', name: 'restorer-card', pages: ['native-models/facet-restorer/README.md'] },
  ...{ about: 'the restorer by vividness and skin', needs: ['prepared', 'python'], minutes: 25 },
  steps: (at) => [
    ...[faithful(at), usual(at)],
    evaluated(at, 'restorer-5', '--modes', 'both', ...moved('.5')),
    evaluated(at, 'restorer-10', '--modes', 'both', ...moved('1')),
  ],
  read: (json): Rows =>
    Object.fromEntries(
      Object.keys(titles).flatMap((protocol) => {
        const { lanczos } = ofProtocol(json('restorer.json'), protocol);
        return [
          [`${protocol}, Lanczos`, { psnr: lanczos.psnr, ssim: lanczos.ssim }],
          ...ways.map(([title, file, mode]) => {
            const { psnr, ssim, gain, gainBySkin, worst } = ofProtocol(json(file), protocol)[mode];
            return [`${protocol}, ${title}`, { psnr, ssim, gain, ...gainBySkin, worst }];
          }),
        ] as [string, Record<string, number>][];
      }),
    ),
  judged,
  table: ({ rows }) =>
    tableOf(
      ['protocol', '', 'Y-PSNR', 'SSIM', 'gain', 'dark / medium / light skin', 'worst person'],
      Object.keys(titles).flatMap((protocol) => [
        ...['Lanczos', ...ways.map(([title]) => title)].map((title) => {
          const row = rows[`${protocol}, ${title}`];
          const start = [protocol, title, fixed(row.psnr), fixed(row.ssim, 3)];
          if (title === 'Lanczos') return [...start, '', '', ''];
          const skins = tones.map((tone) => signed(row[tone])).join(' / ');
          return [...start, signed(row.gain), skins, signed(row.worst)];
        }),
      ]),
    ),
};
