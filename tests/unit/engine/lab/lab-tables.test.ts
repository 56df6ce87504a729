import { summarise } from '../../../../main/engine/lab/lab-figures';
import type { LabFigures, LabValue } from '../../../../preload/contract/lab';
import { sheetsOf } from '../../../../main/engine/lab/report/lab-sheets';
import { compactLatex, compactMarkdown, valuesCsv } from '../../../../main/engine/lab/report/lab-tables';

/** Four people, of whom the n-th gains n dB over bicubic by `my_net` at both sizes. */
function figuresOf(): LabFigures {
  const methods = ['bicubic', 'my_net'];
  const pictures = [0, 1, 2, 3].map((person) => ({
    ...{ name: `face, ${person}`, file: person, frame: 0 },
    ...{ person, interOcularPixels: 50 },
  }));
  const values = pictures.flatMap(({ person }) =>
    ([2, 8] as const).flatMap((factor) =>
      methods.map((method): LabValue => {
        const psnr = 30 - factor + (method === 'my_net' ? person : 0);
        const measures = { psnr, ssim: 0.5, identity: 0.9, landmarks: 0.01, sharpness: 1 };
        return { picture: person, factor, method, measures };
      }),
    ),
  );
  return {
    made: { command: 'facet lab faces', version: '1', date: '', machine: '', seed: 1, seconds: 1 },
    protocol: ['As in the papers.'],
    methods: methods.map((name) => ({ name, weights: '', milliseconds: 1 })),
    ...{ factors: [2, 8], pictures, people: 4, leftOut: [], values },
    rows: summarise(values, pictures, [2, 8], methods, 1),
  };
}

test('gains are means of gains picture by picture', () => {
  const { rows } = figuresOf();
  const gains = rows.map(({ method, gain }) => [method, gain.mean]);
  expect(gains).toEqual([
    ['bicubic', 0],
    ['my_net', 1.5],
    ['bicubic', 0],
    ['my_net', 1.5],
  ]);
  const [low, high] = rows[1].gain.interval ?? [];
  expect(low).toBeLessThan(1);
  expect(high).toBeGreaterThan(2);
});

test('the table has a method a row and the smallest faces first, as papers print it', () => {
  const lines = compactMarkdown(figuresOf()).split('\n');
  expect(lines).toContain('| method | 16 → 128 | 64 → 128 |');
  expect(lines).toContain('| my_net | 23.50 / 0.500 | 29.50 / 0.500 |');
});

test('LaTeX is given what it can read', () => {
  expect(compactLatex(figuresOf())).toContain('my\\_net & 23.50 / 0.500 & 29.50 / 0.500 \\\\');
});

test('a comma in a name stays in its column', () => {
  expect(valuesCsv(figuresOf()).split('\n')[1]).toMatch(/^"face, 0",1,2,bicubic,28\.000000,/);
});

test('few pictures are each shown once, from best to worst', () => {
  const [sheet] = sheetsOf(figuresOf());
  expect(sheet.shown.map(({ picture, gain }) => [picture, gain])).toEqual([
    [3, 3],
    [2, 2],
    [1, 1],
    [0, 0],
  ]);
});
