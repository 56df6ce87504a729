import { useMirrors } from '../store/topics';

export type Language = 'en' | 'de';

/** A text, or a function that makes one. */
type Entry = string | ((...values: never[]) => string);
type Catalogue = Readonly<Record<string, Entry>>;
type Like<T extends Catalogue> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] };

/** A hook that gives the texts of one feature in the user's language. */
export interface UseStrings<T extends Catalogue> {
  (): Like<T>;
  /** Every language's texts, for tests and for code outside of components. */
  readonly catalogues: Readonly<Record<Language, Like<T>>>;
  /** The texts in the user's language as of now, outside of components. */
  now(): Like<T>;
}

/**
 * The texts of one feature in every language. English decides the keys; the type checker finds what is missing in
 * another language.
 */
export function defineStrings<T extends Catalogue>(catalogues: { en: T; de: Like<T> }): UseStrings<T> {
  const all = catalogues as Record<Language, Like<T>>;
  const useStrings = (): Like<T> => all[useLanguage()];
  return Object.assign(useStrings, { catalogues: all, now: () => all[languageNow()] });
}

export function useLanguage(): Language {
  const chosen = useMirrors((mirrors) => mirrors.settings?.settings.language ?? 'system');
  return resolveLanguage(chosen, navigator.languages);
}

/** As `useLanguage`, outside of components. */
export function languageNow(): Language {
  const chosen = useMirrors.getState().settings?.settings.language ?? 'system';
  return resolveLanguage(chosen, typeof navigator === 'undefined' ? [] : navigator.languages);
}

export function resolveLanguage(chosen: 'system' | Language, preferred: readonly string[]): Language {
  if (chosen !== 'system') return chosen;
  const known = preferred.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'de' || tag === 'en');
  return known === 'de' ? 'de' : 'en';
}
