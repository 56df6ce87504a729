import type { Writable } from 'node:stream';

/**
 * Hands buffers to a process, one after the other: resolves to true when the bytes have left, so that the buffer may be
 * used again, and to false when the process has ended first. One list instead of a race against `ended` for each buffer:
 * that would keep every frame alive until the end.
 */
export function feedProcess(
  stdin: Writable,
  ended: Promise<unknown>,
): (data: Uint8Array) => Promise<boolean> {
  const waiting = new Set<(written: boolean) => void>();
  void ended.then(() => {
    for (const resolve of waiting) resolve(false);
  });
  return (data) =>
    new Promise((resolve) => {
      waiting.add(resolve);
      stdin.write(data, (error) => {
        waiting.delete(resolve);
        resolve(error === null || error === undefined);
      });
    });
}
