/**
 * Whether a plain value is larger than `limit`, in characters and bytes as JSON would roughly take. Walks no further
 * than the limit, so that a huge message costs no more to refuse than the largest allowed one; cycles end there too.
 */
export function isLargerThan(value: unknown, limit: number): boolean {
  let size = 0;
  const open: unknown[] = [value];
  while (open.length > 0) {
    const next = open.pop();
    if (typeof next === 'string') size += next.length + 2;
    else if (ArrayBuffer.isView(next) || next instanceof ArrayBuffer) size += next.byteLength;
    else if (Array.isArray(next)) {
      size += next.length + 2;
      if (size > limit) return true;
      for (const item of next as unknown[]) open.push(item);
    } else if (typeof next === 'object' && next !== null) {
      size += 2;
      for (const [key, item] of Object.entries(next)) {
        size += key.length + 4;
        open.push(item);
        if (size > limit) return true;
      }
    } else size += 8;
    if (size > limit) return true;
  }
  return false;
}
