import type { DegradeStep } from '../../../preload/contract/degrade';
import type { RgbImage } from '../pixels/image';
import { resize } from '../pixels/resize';

export type LowStep = Extract<DegradeStep, { step: 'low' }>;

/** Width and height a picture is reduced to: each side at least one pixel, none larger than it was. */
export function lowSize(image: { width: number; height: number }, step: LowStep): [number, number] {
  const shorter = Math.min(image.width, image.height);
  const factor = step.size === undefined ? (step.factor ?? 1) : shorter / Math.min(step.size, shorter);
  const side = (length: number) => Math.max(1, Math.round(length / factor));
  return [side(image.width), side(image.height)];
}

/** Reduces a picture and, where the step says so, enlarges it again to its size. */
export function lowerResolution(image: RgbImage, step: LowStep): RgbImage {
  const [width, height] = lowSize(image, step);
  const small = resize(image, width, height, step.kernel, step.antialias);
  return step.grow === undefined ? small : resize(small, image.width, image.height, step.grow);
}
