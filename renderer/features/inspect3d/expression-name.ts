/** `mouthSmileLeft` as `Mouth smile left`: the model's own names, which all languages use. */
export function expressionName(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
