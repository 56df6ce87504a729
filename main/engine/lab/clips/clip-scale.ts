import type { DegradeRecipe } from '../../../../preload/contract/degrade';
import type { MediaInfo } from '../../../../preload/contract/media';
import { lowSize } from '../../degrade/low-resolution';
import { StudioError } from '../../errors/studio-error';

export type ClipScale = 1 | 2 | 4 | 8;

/** How much larger the sharp clip is. @throws StudioError `usage` where nothing enlarges by that */
export function scaleBetween(poorWidth: number, sharp: Pick<MediaInfo, 'path' | 'displayWidth'>): ClipScale {
  const ratio = sharp.displayWidth / poorWidth;
  // A size that does not divide is rounded.
  const scale = ([1, 2, 4, 8] as const).find((one) => Math.abs(ratio / one - 1) < 0.05);
  if (scale === undefined) {
    throw new StudioError(
      'usage',
      `The recipe makes ${sharp.path} ${ratio.toFixed(2)} times smaller; faces are brought back by 1, 2, 4 or 8. Give its step low such a factor.`,
    );
  }
  return scale;
}

/** What a recipe makes of a clip's size, before anything is made. Errors: those of `scaleBetween`. */
export function scaleOfRecipe(recipe: DegradeRecipe, sharp: MediaInfo): ClipScale {
  const [width] = recipe.steps.reduce<[number, number]>(
    ([wide, high], step) =>
      step.step === 'low' && step.grow === undefined
        ? lowSize({ width: wide, height: high }, step)
        : [wide, high],
    [sharp.displayWidth, sharp.displayHeight],
  );
  return scaleBetween(width, sharp);
}
