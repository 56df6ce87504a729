import { useMirrors } from '../store/topics';

export type Language = 'en' | 'de';

/** A text, or a function that makes one. */
type Entry = string | ((...values: never[]) => string);
type Catalogue = Readonly<Record<string, Entry>>;
type Like<T extends Catalogue> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] };

/**
 * The texts of one feature in every language. English decides the keys; the type checker finds what is missing in
 * another language.
 * @returns a hook that gives the catalogue of the user's language
 */
export function defineStrings<T extends Catalogue>(catalogues: { en: T; de: Like<T> }): () => Like<T> {
  return () => catalogues[useLanguage()] as Like<T>;
}

export function useLanguage(): Language {
  const chosen = useMirrors((mirrors) => mirrors.settings?.settings.language ?? 'system');
  return resolveLanguage(chosen, navigator.languages);
}

export function resolveLanguage(chosen: 'system' | Language, preferred: readonly string[]): Language {
  if (chosen !== 'system') return chosen;
  const known = preferred.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'de' || tag === 'en');
  return known === 'de' ? 'de' : 'en';
}
