/** `sr:both` from a picture shrunk by 8 is `x8-sr-both`. */
export function versionName(factor: number, method: string): string {
  return `x${factor}-${method.replaceAll(':', '-')}`;
}

/** Numbered: two folders may hold pictures of one name. */
export function pictureFile(number: number, picture: string, version: string): string {
  return `${String(number + 1).padStart(3, '0')}-${picture}-${version}.png`;
}

/** The kept frame of a face of a clip. */
export function clipPicture(face: number, clip: string, version: string): string {
  return `clip-${String(face + 1).padStart(3, '0')}-${clip}-${version.replaceAll(':', '-')}.png`;
}

/** In the report's folder: how clips were made poor. */
export const recipeFile = 'recipe.json';
