import { byDigit, fixed, signed, tableOf } from '../cells';
import type { Places, Step, Table } from '../figure';
import { python } from '../step';

/** As evaluate.py writes them. */
type Restored = readonly ({ readonly protocol: unknown } & Record<string, { readonly gain: number }>)[];
/** As evaluate_super_resolution.py writes them: [PSNR, SSIM]. */
type Enlarged = readonly {
  readonly factor: number;
  readonly all: Readonly<Record<string, readonly [number, number]>>;
}[];
/** As evaluate_deblurring.py writes them: by kind of exposure, then by group: [PSNR, SSIM]. */
type Deblurred = Readonly<
  Record<string, Readonly<Record<string, { readonly none: readonly [number, number] }>>>
>;
/** As time_restorers.py writes them. */
type Times = Readonly<Record<string, { readonly exact: number; readonly in8Bits: number }>>;

const ways = ['exact', 'in8Bits'] as const;
const suffix = { exact: '', in8Bits: '-int8' } as const;

const restored = (protocol: string) => (json: unknown) =>
  (json as Restored).find((one) => one.protocol === protocol)?.both.gain;
const enlarged = (factor: number) => (json: unknown) =>
  (json as Enlarged).find((one) => one.factor === factor)?.all['both, poor'][0];
const deblurred = (json: unknown) => (json as Deblurred).apart['strong blur'].none[0];

const restorerRows = [
  ['x4', 'x4, 32 to 128 px', restored('x4')],
  ['film', '64 to 128 px, H.264 crf 28', restored('film')],
  ['mild', '176 px, JPEG 85', restored('mild')],
] as const;

/** Network, what measures it, and by which figures: key, title, gain in dB. */
const networks = [
  ['facet-restorer', 'evaluate.py', ['--protocols', 'x4,film,mild', '--modes', 'both'], restorerRows],
  [
    ...['facet-super-resolution', 'evaluate_super_resolution.py'],
    [],
    [
      ['x8', 'x8, 16 to 128 px', enlarged(8)],
      ['x4', 'x4, 32 to 128 px', enlarged(4)],
    ],
  ],
  ['facet-deblur', 'evaluate_deblurring.py', [], [['strong', 'strong blur of one frame', deblurred]]],
] as const satisfies readonly (readonly [
  string,
  string,
  readonly string[],
  readonly (readonly [string, string, (json: unknown) => number | undefined])[],
])[];

const fileOf = (id: string, way: (typeof ways)[number]) => `${id}${suffix[way]}`;

/** What the restorers lose where processors compute in 8 bits, and what they win in time. */
export const eightBits: Table = {
  ...{ kind: 'table', name: 'eight-bits', pages: ['docs/results.md'] },
  ...{ about: 'the restorers in 8 bits', needs: ['prepared', 'python'], minutes: 5 },
  steps: (at: Places): Step[] => [
    ...networks.flatMap(([id, script, options]) =>
      ways.map((way) =>
        python(
          script,
          ...['--data', at.of('prepared'), '--model', `../${id}/${fileOf(id, way)}.onnx`],
          ...[...options, '--json', at.work(`${fileOf(id, way)}.json`)],
        ),
      ),
    ),
    python('time_restorers.py', '--models', ...networks.map(([id]) => id), '--json', at.work('times.json')),
  ],
  read: (json) =>
    Object.fromEntries(
      networks.flatMap(([id, , , figures]) => {
        const { exact, in8Bits } = (json('times.json') as Times)[id];
        return figures.map(([key, , gainOf], i) => {
          const gains = ways.map((way) => [way, gainOf(json(`${fileOf(id, way)}.json`)) ?? Number.NaN]);
          const times = i === 0 ? { 'exact ms': exact, 'in8Bits ms': in8Bits } : {};
          return [`${id}, ${key}`, { ...Object.fromEntries(gains), ...times }] as const;
        });
      }),
    ),
  judged: (measure) => (measure.endsWith('ms') ? undefined : byDigit('more', 2)),
  table: ({ rows }) =>
    tableOf(
      ['network', 'held-out people', 'exact', 'in 8 bits', 'ms a crop, exact', 'in 8 bits'],
      networks.flatMap(([id, , , figures]) =>
        figures.map(([key, title], i) => {
          const row = rows[`${id}, ${key}`];
          const times = ways.map((way) => (i === 0 ? fixed(row[`${way} ms`], 1) : ''));
          return [i === 0 ? id : '', title, ...ways.map((way) => `${signed(row[way])} dB`), ...times];
        }),
      ),
    ),
};
