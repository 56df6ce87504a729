import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { resolveLanguage } from '../../../../renderer/strings/define-strings';

type Entry = string | ((...values: unknown[]) => string);
interface Found {
  readonly file: string;
  readonly catalogues: Readonly<Record<string, Readonly<Record<string, Entry>>>>;
}

const renderer = path.resolve(__dirname, '../../../../renderer');
const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('define-strings.ts'))
  .filter((file) => readFileSync(path.join(renderer, file), 'utf8').includes('defineStrings({'));

const found: Found[] = files.flatMap((file) => {
  // oxlint-disable-next-line typescript/no-require-imports -- which modules there are is only known here
  const module = require(path.join(renderer, file)) as Record<string, { catalogues?: Found['catalogues'] }>;
  return Object.values(module).flatMap(({ catalogues }) =>
    catalogues === undefined ? [] : [{ file, catalogues }],
  );
});

test('every catalogue is found', () => {
  expect(found.length).toBeGreaterThanOrEqual(files.length);
  expect(files.length).toBeGreaterThan(8);
});

test.each(found)('$file says everything in English and German', ({ catalogues: { en, de } }) => {
  expect(Object.keys(de).sort()).toEqual(Object.keys(en).sort());
  for (const [key, entry] of Object.entries(en)) {
    const other = de[key];
    expect(typeof other).toBe(typeof entry);
    if (typeof entry === 'string') {
      expect([key, entry.trim() !== '' && other !== '']).toEqual([key, true]);
    } else {
      expect([key, (other as () => string).length]).toEqual([key, entry.length]);
    }
  }
});

test('German is German: few texts are the same in both', () => {
  const texts = found.flatMap(({ catalogues: { en, de } }) =>
    Object.entries(en)
      .filter(([, text]) => typeof text === 'string' && text.length > 12 && !text.includes('·'))
      .map(([key, text]) => [text, de[key]] as const),
  );
  expect(texts.length).toBeGreaterThan(100);
  expect(texts.filter(([en, de]) => en === de)).toEqual([]);
});

test('texts with parts hold every part', () => {
  const lost = found.flatMap(({ file, catalogues }) =>
    Object.entries(catalogues).flatMap(([language, catalogue]) =>
      Object.entries(catalogue).flatMap(([key, entry]) => {
        if (typeof entry === 'string') return [];
        // Counts choose between forms, so a plain number is tried.
        const marks = Array.from({ length: entry.length }, (_, index) => 7001 + index);
        const text = entry(...marks).replace(/[.,]/g, '');
        return marks.every((mark) => text.includes(String(mark)))
          ? []
          : [`${file} ${language} ${key}: ${text}`];
      }),
    ),
  );
  expect(lost).toEqual([]);
});

test('the language is the one chosen, or the first preferred one that is known', () => {
  expect(resolveLanguage('de', ['en-US'])).toBe('de');
  expect(resolveLanguage('system', ['fr-FR', 'de-AT', 'en'])).toBe('de');
  expect(resolveLanguage('system', ['fr-FR'])).toBe('en');
});
