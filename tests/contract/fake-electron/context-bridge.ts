/**
 * What Electron's context bridge lets through between the preload script's world and the page's: copies of plain data,
 * functions and promises wrapped, errors stripped of all but their message. Everything else throws, as it does there.
 */
export function acrossBridge(value: unknown): unknown {
  if (typeof value === 'function') {
    return (...values: unknown[]) =>
      acrossBridge((value as (...values: unknown[]) => unknown)(...values.map(acrossBridge)));
  }
  if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.');
  if (typeof value !== 'object') return value;
  if (value === null) return null;
  if (value instanceof Promise)
    return value.then(acrossBridge, (error: unknown) => Promise.reject(stripped(error)));
  if (value instanceof Error) return stripped(value);
  if (value instanceof Blob) return value;
  if (Array.isArray(value)) return value.map(acrossBridge);
  if (Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) {
    return structuredClone(value);
  }
  return Object.freeze(
    Object.fromEntries(Object.entries(value).map(([key, item]) => [key, acrossBridge(item)])),
  );
}

function stripped(error: unknown): Error {
  return new Error(error instanceof Error ? error.message : String(error));
}
