import { warpImage } from '../../../engine/geometry/warp-image';
import type { Similarity } from '../../../engine/geometry/types';
import { createRgbImage, type RgbImage } from '../../../engine/pixels/image';
import { portraitFace } from './load-portrait';

export interface PortraitView {
  /** Size of the picture, pixels. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture for one of the portrait. */
  readonly zoom: number;
  /** Shifts the movement in time, so that several faces do not move as one; seconds. */
  readonly phaseSeconds: number;
}

const swayPixels = 14;
const turnRadians = 0.09;

/** How a hand-held camera that drifts, nods and breathes sees the portrait: slow sines of unrelated periods. */
export function viewFromPortrait(view: PortraitView, seconds: number): Similarity {
  const time = seconds + view.phaseSeconds;
  const angle = turnRadians * Math.sin((2 * Math.PI * time) / 2.9);
  const scale = view.zoom * (1 + 0.08 * Math.sin((2 * Math.PI * time) / 4.3));
  const x = portraitFace.x + swayPixels * Math.sin((2 * Math.PI * time) / 3.7);
  const y = portraitFace.y + 0.6 * swayPixels * Math.sin((2 * Math.PI * time) / 2.3);
  const a = scale * Math.cos(angle);
  const b = scale * Math.sin(angle);
  return { a, b, tx: view.width / 2 - (a * x - b * y), ty: view.height / 2 - (b * x + a * y) };
}

/** The sharp picture at a moment; pass `out` to reuse one of the view's size. */
export function portraitAt(
  portrait: RgbImage,
  view: PortraitView,
  seconds: number,
  out: RgbImage = createRgbImage(view.width, view.height),
): RgbImage {
  warpImage(portrait, viewFromPortrait(view, seconds), out, 'bicubic');
  return out;
}
