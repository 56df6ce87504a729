import { startTransition, useEffect, useState } from 'react';

/**
 * For a view of many parts, each of which is much to draw: a number that begins at 0 and rises to `turns`, by one with
 * each task of the page. Where a part waits for its turn, keys and pointer are answered in between.
 */
export function useTurns(turns: number): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (turn < turns) startTransition(() => setTurn(turn + 1));
  }, [turn, turns]);
  return turn;
}
