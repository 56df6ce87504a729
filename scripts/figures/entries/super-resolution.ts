import { bare, byDigit, fixed, signed, signedBare, tableOf } from '../cells';
import type { Picture, Places, Rows, Step, Table } from '../figure';
import { python } from '../step';

/** [PSNR, SSIM] */
type Pair = readonly [number, number];
/** As evaluate_super_resolution.py writes them. */
type Evaluated = readonly {
  readonly factor: number;
  readonly [group: string]: number | Readonly<Record<string, Pair>>;
}[];
/** As espcn.py writes them. */
type Espcn = Readonly<Record<string, Readonly<Record<string, Pair>>>>;

const measured = (at: Places, model: string, name: string, ...more: readonly string[]): Step =>
  python(
    'evaluate_super_resolution.py',
    ...['--data', at.of('prepared'), '--model', `../facet-super-resolution/${model}.onnx`],
    ...[...more, '--json', at.work(`${name}.json`)],
  );
const evaluated = (at: Places, name: string, ...more: readonly string[]) =>
  measured(at, 'facet-super-resolution', name, ...more);
const plain = (at: Places) => evaluated(at, 'super-resolution');
/** The file that the engine runs on processors. */
export const superResolutionIn8Bits = (at: Places) =>
  measured(at, 'facet-super-resolution-int8', 'super-resolution-int8');
const thorough = (at: Places) => evaluated(at, 'super-resolution-thorough', '--thorough');
const espcn = (at: Places) =>
  python(
    'espcn.py',
    ...[
      '--data',
      at.of('prepared'),
      '--out',
      '../facet-espcn',
      '--evaluate',
      '--json',
      at.work('espcn.json'),
    ],
  );

export function pairsOf(json: unknown, factor: number, group: string): Readonly<Record<string, Pair>> {
  const found = (json as Evaluated).find((one) => one.factor === factor)?.[group];
  if (typeof found !== 'object')
    throw new Error(`evaluate_super_resolution.py gave no ${group} at x${factor}`);
  return found;
}

/** `NAME psnr` and `NAME ssim` of each pair. */
function named(pairs: Readonly<Record<string, Pair>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(pairs).flatMap(([name, [psnr, ssim]]) => [
      [`${name} psnr`, psnr],
      [`${name} ssim`, ssim],
    ]),
  );
}

const judged = (measure: string) => byDigit('more', measure.endsWith('ssim') ? 3 : 2);
const shared = { kind: 'table', needs: ['prepared', 'python'], judged } as const;
const gain = (row: Readonly<Record<string, number>>, way: string, unit = ' dB') =>
  `${signed(row[`${way} psnr`])}${unit} / ${signedBare(row[`${way} ssim`])}`;
const base = (row: Readonly<Record<string, number>>) =>
  `${fixed(row['bicubic psnr'])} dB / ${bare(row['bicubic ssim'])}`;

const lines = [
  ['x8 ai', 8, 'ai', 'x8, 16 to 128 px, 68 AI-made portraits', '+2.8 dB'],
  ['x8 all', 8, 'all', 'the same, all 104', ''],
  ['x4 ai', 4, 'ai', 'x4, 32 to 128 px, 68 AI-made portraits', '+2.5 dB'],
  ['x4 all', 4, 'all', 'the same, all 104', ''],
] as const;

export const superResolution: Table = {
  ...{ ...shared, name: 'super-resolution', pages: ['docs/results.md'] },
  ...{ about: 'super-resolution by the papers’ protocol', minutes: 12 },
  steps: (at) => [plain(at), thorough(at), espcn(at)],
  read: (json): Rows => ({
    ...Object.fromEntries(
      lines.map(([row, factor, group]) => {
        const { bicubic, none, 'both, poor': both } = pairsOf(json('super-resolution.json'), factor, group);
        const twice = pairsOf(json('super-resolution-thorough.json'), factor, group)['both, poor'];
        return [row, named({ bicubic, none, both, thorough: twice })];
      }),
    ),
    espcn: named({ espcn: (json('espcn.json') as Espcn)['4'].ai }),
  }),
  table: ({ rows }) =>
    tableOf(
      ['', 'bicubic', 'ours, `none`', 'ours, `both`', 'the same, `--thorough`', 'aim'],
      [
        ...lines.map(([row, , , title, aim]) => [
          ...[title, base(rows[row])],
          ...['none', 'both', 'thorough'].map((way) => gain(rows[row], way)),
          aim,
        ]),
        [
          'ESPCN, same samples, x4, 68',
          base(rows['x4 ai']),
          `${gain(rows.espcn, 'espcn')} ([card](../native-models/facet-espcn/README.md))`,
          ...['', '', '0.8 dB below ours'],
        ],
      ],
    ),
};

const cardLines = [
  ['x8 ai', 8, 'ai', 'x8, 16 to 128 px, 68 AI-made'],
  ['x8 all', 8, 'all', 'x8, all 104'],
  ['x4 ai', 4, 'ai', 'x4, 32 to 128 px, 68 AI-made'],
  ['x4 all', 4, 'all', 'x4, all 104'],
  ['x2 ai', 2, 'ai', 'x2, 64 to 128 px, 68 AI-made'],
  ['x2 all', 2, 'all', 'x2, all 104'],
] as const;
const tones = ['dark', 'medium', 'light'] as const;

export const superResolutionCard: Table = {
  ...{ ...shared, name: 'super-resolution-card' },
  pages: ['native-models/facet-super-resolution/README.md'],
  ...{ about: 'super-resolution by fit and skin', minutes: 5 },
  steps: (at) => [plain(at)],
  read: (json) =>
    Object.fromEntries(
      cardLines.map(([row, factor, group]) => {
        const figures = json('super-resolution.json');
        const { bicubic, none, 'both, own': own, 'both, poor': poor } = pairsOf(figures, factor, group);
        const skins = tones.map((tone) => [tone, pairsOf(figures, factor, tone).none[0]] as const);
        return [
          row,
          { ...named({ bicubic, none, own, poor }), ...(group === 'all' ? Object.fromEntries(skins) : {}) },
        ];
      }),
    ),
  table: ({ rows }) =>
    tableOf(
      ['', 'bicubic', '`none`', '`both`, own', '`both`, poor', '`none` by dark / medium / light skin'],
      cardLines.map(([row, , group, title]) => [
        ...[title, base(rows[row])],
        ...['none', 'own', 'poor'].map((way) => gain(rows[row], way, '')),
        group === 'all' ? tones.map((tone) => signed(rows[row][tone])).join(' / ') : '',
      ]),
    ),
};

export const superResolutionSheets: Picture = {
  ...{ kind: 'picture', name: 'super-resolution-sheets', about: 'best, median and worst people' },
  ...{ needs: ['prepared', 'python'], minutes: 6 },
  steps: (at) => [evaluated(at, 'super-resolution-sheets', '--sheet', at.work('.'))],
  files: {
    'super-resolution-x8.png': 'docs/images/super-resolution-x8.jpg',
    'super-resolution-x4.png': 'docs/images/super-resolution-x4.jpg',
  },
};
