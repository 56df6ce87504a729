import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Picture files named on the command line, or inside the folders named there. */
export function picturePaths(names: readonly string[]): string[] {
  const isPicture = (name: string) => /\.(jpe?g|png|webp)$/i.test(name);
  const paths = names.flatMap((name) => {
    if (!statSync(name).isDirectory()) return [name];
    return readdirSync(name)
      .filter(isPicture)
      .sort()
      .map((file) => join(name, file));
  });
  if (paths.length === 0)
    throw new Error('name at least one picture, or a folder of pictures, on the command line');
  return paths;
}
