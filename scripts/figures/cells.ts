/** Numbers as the tables write them. */

export const fixed = (value: number, digits = 2): string => value.toFixed(digits);

/** With its sign; nothing of a value that rounds to zero has one but the plus. */
export function signed(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  return Number(text) >= 0 ? `+${text.replace('-', '')}` : text;
}

/** Without the zero before the point: `.840`. */
export const bare = (value: number, digits = 3): string => value.toFixed(digits).replace(/^(-?)0\./, '$1.');

export function signedBare(value: number, digits = 3): string {
  return signed(value, digits).replace(/^([+-])0\./, '$1.');
}

/** A share of one, in per cent. */
export const percent = (share: number, digits = 1): string => `${(100 * share).toFixed(digits)} %`;

/** An empty cell is one blank. */
export const row = (...cells: readonly string[]): string =>
  `|${cells.map((cell) => (cell === '' ? ' ' : ` ${cell} `)).join('|')}|`;

export function tableOf(head: readonly string[], body: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...body].map((cells) => row(...cells));
}

/** Judged by twice the last digit that the table shows: one run repeats itself, and the kept figure is rounded to it. */
export const byDigit = (better: 'more' | 'less', digits: number) => ({ better, noise: 2 * 10 ** -digits });
