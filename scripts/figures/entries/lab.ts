import type { LabFigures, LabFigureName } from '../../../preload/contract/lab';
import { bare, byDigit, fixed, signed, tableOf } from '../cells';
import type { Kept, Own, Places, Rows, Step, Table } from '../figure';
import { built, facet } from '../step';
import { pairsOf, superResolutionIn8Bits } from './super-resolution';

/** The first forty AI-made portraits that are held out, in a folder of the run. */
const forty = (at: Places): Step =>
  built(
    'held-out-portraits',
    ...['--portraits', at.of('portraits'), '--out', at.work('portraits'), '--source', 'faker'],
    ...['--first', '40'],
  );

export const labReport: Own = {
  ...{ kind: 'own', name: 'lab-report', about: 'the lab’s report and the tables of docs/lab.md' },
  ...{ pages: ['docs/lab.md'], marks: ['lab:faces', 'lab:clips', 'lab:fits'] },
  ...{ needs: ['portraits', 'grid'], minutes: 25 },
  steps: (at) => [
    forty(at),
    facet('lab', [
      ...['reproduce', at.work('portraits'), at.of('grid'), '--memory', '-o', at.work('lab-report')],
    ]),
  ],
  files: { 'lab-report/report.html': 'docs/lab-report.html' },
};

function meanOf(json: unknown, factor: number, method: string, figure: LabFigureName): number {
  const { rows } = json as LabFigures;
  const row = rows.find((one) => one.factor === factor && one.method === method);
  if (row === undefined) throw new Error(`facet lab gave no ${method} at ${factor}`);
  return figure === 'gain' ? row.gain.mean : row.means[figure].mean;
}

const agreed = ['none', 'both'] as const;
const factors = [2, 4, 8] as const;

/** The lab's figures beside those of the training code, of the same people. */
export const labAgrees: Table = {
  ...{ kind: 'table', name: 'lab-agrees', pages: ['docs/lab.md'] },
  about: 'the lab beside the training code',
  ...{ needs: ['portraits', 'prepared', 'python'], minutes: 15 },
  steps: (at) => [
    superResolutionIn8Bits(at),
    built('held-out-portraits', '--portraits', at.of('portraits'), '--out', at.work('held-out')),
    facet('lab', [
      ...[at.work('held-out'), '--methods', 'bicubic,sr:none,sr:both', '-o', at.work('lab-held-out')],
    ]),
  ],
  read: (json): Rows =>
    Object.fromEntries(
      factors.flatMap((factor) => {
        const {
          bicubic,
          none,
          'both, poor': both,
        } = pairsOf(json('super-resolution-int8.json'), factor, 'all');
        const lab = json('lab-held-out/report.json');
        return [
          [`${factor}, card`, { bicubic: bicubic[0], none: none[0], both: both[0] }],
          [
            `${factor}, lab`,
            {
              bicubic: meanOf(lab, factor, 'bicubic', 'psnr'),
              ...Object.fromEntries(agreed.map((way) => [way, meanOf(lab, factor, `sr:${way}`, 'gain')])),
            },
          ],
        ] as [string, Record<string, number>][];
      }),
    ),
  judged: () => byDigit('more', 2),
  table: ({ rows }) =>
    tableOf(
      ['', 'bicubic', '`sr:none`', '`sr:both`'],
      factors.flatMap((factor) =>
        ['card', 'lab'].map((whose) => {
          const { bicubic, ...gains } = rows[`${factor}, ${whose}`];
          return [
            `${128 / factor} → 128, ${whose}`,
            ...[`${fixed(bicubic)} dB`, ...agreed.map((way) => `${signed(gains[way])} dB`)],
          ];
        }),
      ),
    ),
};

const columns = [
  ['bilinear', 'bilinear'],
  ['bicubic', 'bicubic'],
  ['espcn', 'ESPCN'],
  ['sr:both', 'learned'],
] as const;
const runs = [
  ['aliased', 'ours, shrunk as the notebook does', ['--no-antialias']],
  ['antialiased', 'ours, antialiased', []],
] as const;

/** *3D faces from low-resolution images* lays its figures out so; its own are quoted. */
export const notebook: Table = {
  ...{ kind: 'table', name: 'notebook', pages: ['docs/lab.md'] },
  ...{ about: 'in the layout of the seed notebook', needs: ['portraits'], minutes: 3 },
  steps: (at) => [
    forty(at),
    ...runs.map(([run, , options]) =>
      facet('lab', [
        ...[at.work('portraits'), '--factors', '2,4', '--methods', columns.map(([name]) => name).join(',')],
        ...[...options, '-o', at.work(`notebook-${run}`)],
      ]),
    ),
  ],
  read: (json) =>
    Object.fromEntries(
      [4, 2].flatMap((factor) =>
        runs.map(([run]) => [
          `${128 / factor}, ${run}`,
          Object.fromEntries(
            columns.flatMap(([method]) =>
              (['psnr', 'ssim'] as const).map((figure) => [
                `${method} ${figure}`,
                meanOf(json(`notebook-${run}/report.json`), factor, method, figure),
              ]),
            ),
          ),
        ]),
      ),
    ),
  judged: (measure) => byDigit('more', measure.endsWith('ssim') ? 3 : 2),
  table: ({ rows, earlier }: Kept) =>
    tableOf(
      ['', ...columns.map(([, title]) => title)],
      [32, 64].flatMap((size) => {
        const cells = (row: Readonly<Record<string, number>>, ssim: (value: number) => string) =>
          columns.map(([method]) =>
            row[`${method} psnr`] === undefined
              ? ''
              : `${fixed(row[`${method} psnr`])} / ${ssim(row[`${method} ssim`])}`,
          );
        const quoted = earlier?.[String(size)];
        return [
          ...(quoted === undefined
            ? []
            : [[`${size} → 128, the notebook`, ...cells(quoted, (value) => bare(value))]]),
          ...runs.map(([run, title]) => [
            `${size} → 128, ${title}`,
            ...cells(rows[`${size}, ${run}`], (value) => fixed(value, 3)),
          ]),
        ];
      }),
    ),
};
