import type { Figure } from './figure';

/** The lines between a figure's marks in a page; nothing where it has none there. */
export function placeOf(page: string, name: string): string | undefined {
  const [begin, end] = marks(name);
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  return from < 0 || to < from ? undefined : page.slice(from + begin.length, to).trim();
}

/** @throws Error where the page has no place for it */
export function fillPlace(page: string, name: string, table: readonly string[]): string {
  const [begin, end] = marks(name);
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`The page has no ${begin.trim()} … ${end}`);
  return `${page.slice(0, from)}${begin}\n${table.join('\n')}\n\n${page.slice(to)}`;
}

const marks = (name: string): readonly [string, string] => [
  `<!-- figures:${name} -->\n`,
  `<!-- /figures:${name} -->`,
];

/** Marks of the places that a figure fills, without what is around them in the page. */
export function marksOf(figure: Figure): readonly string[] {
  if (figure.kind === 'own') return figure.marks;
  return figure.kind === 'picture' ? [] : [`figures:${figure.name}`];
}
