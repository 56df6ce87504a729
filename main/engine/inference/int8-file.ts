import type { Provider } from './worker-protocol';

/** Id of the file in 8 bits that runs in the place of a model's own; undefined where its own does. */
export function int8FileOf(
  entry: { readonly int8?: string | undefined } | undefined,
  provider: Provider,
  exact: boolean | undefined,
): string | undefined {
  return provider === 'cpu' && exact !== true ? entry?.int8 : undefined;
}
