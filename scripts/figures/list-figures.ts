import { tableLines } from '../../main/hosts/cli/report/table';
import type { Figure } from './figure';
import { materials, materialNames } from './materials';

/** What can be made, where it stands, how long it takes, and what it still lacks. */
export function listLines(
  figures: readonly Figure[],
  lacks: (figure: Figure) => readonly string[],
): string[] {
  const table = tableLines(
    [
      ...[{ title: 'figure' }, { title: 'about' }, { title: 'stands in' }],
      ...[{ title: 'min', align: 'right' as const }, { title: 'needs' }, { title: '' }],
    ],
    figures.map((figure) => [
      ...[figure.name, figure.about, placesOf(figure).join(', ')],
      ...(figure.kind === 'derived'
        ? ['', `kept ${figure.from.join(', ')}`, '']
        : [String(figure.minutes), figure.needs.join(', '), lacks(figure).length === 0 ? 'ready' : '']),
    ]),
  );
  const needed = materialNames.map((name) => [
    `--with ${name}=PATH`,
    materials[name].what,
    materials[name].remedy,
  ]);
  const [, ...rows] = tableLines([{ title: '' }, { title: '' }, { title: '' }], needed);
  return [...table, '', ...rows];
}

function placesOf(figure: Figure): readonly string[] {
  if (figure.kind === 'picture') return Object.values(figure.files);
  return figure.pages.map((page) => page.replace(/^native-models\/(.*)\/README\.md$/, 'card of $1'));
}
