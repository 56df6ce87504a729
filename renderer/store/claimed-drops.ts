/**
 * Drops of files that a room takes itself. What takes files anywhere in the window leaves these alone; a room claims in the
 * capture phase, which comes first.
 */
export const claimedDrops = new WeakSet<Event>();
