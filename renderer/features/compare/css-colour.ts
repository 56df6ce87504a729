import type { Colour } from './gl/picture-painter';

/** `#rgb`, `#rrggbb` or `rgb(r, g, b)` as 0..1; black where it is none of these. */
export function parseColour(text: string): Colour {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text.trim())?.[1];
  if (hex !== undefined) {
    const digits = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
    const value = parseInt(digits, 16);
    return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
  }
  const [red = 0, green = 0, blue = 0] = (/^rgba?\(([^)]*)/.exec(text.trim())?.[1] ?? '')
    .split(/[\s,/]+/)
    .map(Number);
  return [red / 255, green / 255, blue / 255];
}

/** A design token of the theme in force. */
export function tokenColour(element: Element, token: string): Colour {
  return parseColour(getComputedStyle(element).getPropertyValue(token));
}
