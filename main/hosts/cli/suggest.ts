import { distance } from 'fastest-levenshtein';

/** The candidate a mistyped word most likely meant, or undefined when none is near (a third of its letters, at most 3). */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const away = distance(wanted, candidate.toLowerCase());
    const allowed = Math.min(3, Math.max(1, Math.ceil(Math.max(wanted.length, candidate.length) / 3)));
    if (away <= allowed && away < bestDistance) {
      best = candidate;
      bestDistance = away;
    }
  }
  return best;
}

/** `a, b or c` */
export function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}
