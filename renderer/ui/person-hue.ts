/** How many hues people have; after that they come round again. Each is `--p1` … `--p6` of tokens.css. */
export const hueCount = 6;

/** The class that sets `--p` and `--ps` (its soft form) to a person's hue. */
export function hueClass(hue: number): string {
  return `p${(hue % hueCount) + 1}`;
}

/** The CSS value of a person's hue. */
export function hueColour(hue: number): string {
  return `var(--p${(hue % hueCount) + 1})`;
}
