/**
 * Where a file of the package's archive lies beside it: the engine and all it opens are unpacked (`asarUnpack` of
 * electron-builder.yml). The path itself where there is no archive.
 */
export function unpackedPath(file: string): string {
  return file.replace(/([\\/])app\.asar(?=[\\/]|$)/, '$1app.asar.unpacked');
}
