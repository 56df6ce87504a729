/**
 * The things of both runs, by their place in the first: those of one name are the same, the second of a name the second
 * one.
 */
export function sharedPlaces(
  run: readonly { readonly name: string }[],
  over: readonly { readonly name: string }[],
): Map<number, number> {
  const places = placesByName(over);
  return new Map(
    [...placesByName(run)].flatMap(([name, place]) => {
      const other = places.get(name);
      return other === undefined ? [] : [[place, other] as const];
    }),
  );
}

function placesByName(things: readonly { readonly name: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  return new Map(
    things.map(({ name }, place) => {
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      return [`${name}\n${count}`, place];
    }),
  );
}
