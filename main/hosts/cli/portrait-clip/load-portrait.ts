import path from 'node:path';
import sharp from 'sharp';
import { StudioError } from '../../../engine/errors/studio-error';
import { packageRoot } from '../../../engine/models/package-root';
import type { RgbImage } from '../../../engine/pixels/image';

/** NASA's portrait of Eileen Collins (public domain): assets/samples/README.md. */
const portraitFile = path.join('assets', 'samples', 'astronaut.png');

/** Where the face is in the portrait: its middle, pixels of a 512 x 512 picture. */
export const portraitFace = { x: 225, y: 125 };

/** Throws `input-not-found` when the sample was not installed with the program. */
export async function loadPortrait(): Promise<RgbImage> {
  const file = path.join(packageRoot(), portraitFile);
  try {
    const { data, info } = await sharp(file)
      .removeAlpha()
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, data };
  } catch (cause) {
    throw new StudioError('input-not-found', `The sample ${file} cannot be read. Reinstall the program.`, {
      cause,
    });
  }
}
