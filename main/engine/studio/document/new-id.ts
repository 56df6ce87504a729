import { randomBytes } from 'node:crypto';

/** An id that nobody can guess: `m3f…` with 96 random bits. */
export function newId(kind: 'm' | 'j' | 'p' | 'f' | 's' | 'o' | 'e' | 'l'): string {
  return kind + randomBytes(12).toString('base64url');
}
