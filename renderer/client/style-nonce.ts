/**
 * The hosts allow style elements only with the nonce of this load, which they put into the page. `get-nonce`, which
 * Radix's dialogs ask while they hold the page still, reads it from this global; components that take a `nonce`
 * property get it from here.
 */
export const styleNonce: string | undefined =
  typeof document === 'undefined'
    ? undefined
    : document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;

if (styleNonce !== undefined) {
  (globalThis as unknown as Record<string, string>).__webpack_nonce__ = styleNonce;
}
