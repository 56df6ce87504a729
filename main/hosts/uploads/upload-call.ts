/** What becomes of an upload: the engine is asked to import it, or, with `for=model`, to look at it as a model. */
export function uploadCall(query: URLSearchParams, file: string): { method: string; params: unknown } {
  if (query.get('for') === 'model')
    return { method: 'host.offerModel', params: { path: file, uploaded: true } };
  return { method: 'host.importPaths', params: { paths: [file] } };
}
