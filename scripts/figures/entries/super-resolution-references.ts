import { bare, byDigit, signed, tableOf } from '../cells';
import type { Table } from '../figure';
import { python } from '../step';

const factors = ['x4', 'x8'] as const;
const fits = ['own', 'poor'] as const;
const fitTitles = { own: 'the sharp portrait', poor: 'the small picture itself' } as const;
const measures = ['gain', 'face', 'likeness'] as const;

type Gains = Readonly<Record<(typeof measures)[number], number>>;

export const superResolutionReferences: Table = {
  ...{ kind: 'table', name: 'super-resolution-references', pages: ['docs/results.md'] },
  ...{ about: 'what a second picture is worth to super-resolution', needs: ['pairs', 'python'], minutes: 2 },
  steps: (at) => [
    python(
      'evaluate_super_resolution_references.py',
      ...['--data', at.of('pairs'), '--model', '../facet-super-resolution/facet-super-resolution.onnx'],
      ...['--json', at.work('super-resolution-references.json')],
    ),
  ],
  read: (json) => {
    const { people, ...found } = json('super-resolution-references.json') as { readonly people: number };
    return Object.fromEntries(
      Object.entries(found as Record<string, Gains>).map(([name, gains]) => [name, { people, ...gains }]),
    );
  },
  judged: (measure) => (measure === 'people' ? undefined : byDigit('more', 2)),
  table: ({ rows }) => {
    const cell = (name: string): string => {
      const { gain, face, likeness } = rows[name];
      return `${signed(gain)} dB, face ${signed(face)} dB, likeness ${bare(likeness)}`;
    };
    return tableOf(
      ['protocol', 'the prior fitted to', 'no prior', 'the fitted skin', 'the skin of another picture'],
      factors.flatMap((factor) =>
        fits.map((fit) => [
          ...[fit === 'own' ? factor : '', fitTitles[fit]],
          ...[fit === 'own' ? cell(`${factor} none`) : '', cell(`${factor} fitted, ${fit}`)],
          cell(`${factor} another, ${fit}`),
        ]),
      ),
    );
  },
};
