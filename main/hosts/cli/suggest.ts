import { distance } from 'fastest-levenshtein';

/** The candidate a mistyped word most likely meant, or undefined when none is near (a third of its letters, at most 3). */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.toLowerCase();
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of candidates) {
    const away = typingDistance(wanted, candidate.toLowerCase());
    const allowed = Math.min(3, Math.ceil(Math.max(wanted.length, candidate.length) / 3));
    if (away <= allowed && away < bestDistance) {
      best = candidate;
      bestDistance = away;
    }
  }
  return best;
}

/** Levenshtein's distance, less one where all letters are there in another order: `cdua` is nearer `cuda` than `cpu`. */
function typingDistance(a: string, b: string): number {
  const swapped = a !== b && [...a].sort().join('') === [...b].sort().join('');
  return distance(a, b) - (swapped ? 1 : 0);
}

/** `a, b or c` */
export function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}
