import type { Figure } from './figure';
import { materialNames, type MaterialName } from './materials';

/** The figures of a list of names with commas between, or all. @throws Error naming what is not known */
export function chooseFigures(all: readonly Figure[], names: string): readonly Figure[] {
  if (names === 'all') return all;
  return names.split(',').map((word) => {
    const name = word.trim();
    const found = all.find((figure) => figure.name === name);
    if (found !== undefined) return found;
    throw new Error(
      `There is no figure "${name}". There are ${all.map((figure) => figure.name).join(', ')}; or say all, or list.`,
    );
  });
}

/** Materials given as `name=path`. @throws Error naming what is not understood */
export function givenMaterials(words: readonly string[]): Partial<Record<MaterialName, string>> {
  return Object.fromEntries(
    words.map((word) => {
      const [, name, value] = /^([a-z]+)=(.+)$/.exec(word) ?? [];
      if (!(materialNames as readonly (string | undefined)[]).includes(name)) {
        throw new Error(`"${word}" names no material. Say --with ${materialNames.join('=PATH, ')}=PATH.`);
      }
      return [name, value];
    }),
  );
}
