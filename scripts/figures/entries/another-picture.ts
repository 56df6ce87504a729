import { bare, byDigit, signed, tableOf } from '../cells';
import type { Table } from '../figure';
import { python } from '../step';

const titles: Readonly<Record<string, string>> = {
  x4: 'x4, 32 to 128 px',
  x8: 'x8, 16 to 128 px',
  film: '64 to 128 px, H.264 crf 28',
  video: '96 px, blurred, JPEG 40',
};
const ways = ['none', 'own', 'another'] as const;

export const anotherPicture: Table = {
  ...{ kind: 'table', name: 'another-picture', pages: ['docs/results.md'] },
  ...{ about: 'what a second picture of a person is worth', needs: ['pairs', 'python'], minutes: 2 },
  steps: (at) => [
    python(
      'evaluate_references.py',
      ...['--data', at.of('pairs'), '--model', '../facet-restorer/facet-restorer.onnx'],
      ...['--json', at.work('another-picture.json')],
    ),
  ],
  read: (json) => {
    const found = json('another-picture.json') as Record<string, number>;
    return Object.fromEntries(
      Object.keys(titles).map((protocol) => [
        protocol,
        {
          people: found.people,
          ...Object.fromEntries(
            ways.flatMap((way) =>
              ['', ' face', ' likeness'].map((of) => [`${way}${of}`, found[`${protocol} ${way}${of}`]]),
            ),
          ),
        },
      ]),
    );
  },
  judged: (measure) => (measure === 'people' ? undefined : byDigit('more', 2)),
  table: ({ rows }) =>
    tableOf(
      ['protocol', 'prior `none`', '`both`', '`both`, the skin of another picture'],
      Object.entries(titles).map(([protocol, title]) => {
        const row = rows[protocol];
        const cell = (way: string) =>
          `${signed(row[way])} dB, face ${signed(row[`${way} face`])} dB, likeness ${bare(row[`${way} likeness`])}`;
        return [title, ...ways.map(cell)];
      }),
    ),
};
