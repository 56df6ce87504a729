import type { ErrorCode } from '../../preload/contract/errors';
import type { errorStrings } from './error-strings';

type Words = ReturnType<typeof errorStrings>;

/** What happened, in the user's language. The engine's own message, which names the file, stands beside it. */
export function errorTitle(code: ErrorCode, words: Words): string {
  return words[`title ${code}`];
}

/** What to do about it; empty where the message says so already. */
export function errorRemedy(code: ErrorCode, words: Words): string {
  const key = `remedy ${code}`;
  return key in words ? words[key as keyof Words] : '';
}
