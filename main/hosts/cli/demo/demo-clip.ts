import type { EngineSettings } from '../../../../preload/contract/engine';
import { createRgbImage } from '../../../engine/pixels/image';
import { loadPortrait, portraitFace } from '../portrait-clip/load-portrait';
import { portraitAt, viewFromPortrait, type PortraitView } from '../portrait-clip/moving-portrait';
import { PoorCamera } from '../portrait-clip/poor-camera';
import { writeClip } from '../portrait-clip/write-clip';

/** Three seconds of the portrait, seen by a moving camera. */
export const demoView: PortraitView = { width: 480, height: 360, zoom: 1.5, phaseSeconds: 0 };
export const demoFramesPerSecond = 25;
export const demoFrames = 75;

/** What the camera loses: two of three pixels in each direction, sensor noise, and a mean encoder. */
const reduction = 3;
const noise = 3;
const encoding = { codec: 'h264', quality: 25 } as const;

/** Half the face's box in the portrait, pixels: chin to forehead, cheek to cheek. */
const faceHalfWidth = 46;
const faceHalfHeight = 58;

/** Writes the degraded clip. The same every time, so that an interrupted demo resumes. */
export async function writeDemoClip(
  file: string,
  options: { settings: EngineSettings; signal?: AbortSignal | undefined },
): Promise<void> {
  const portrait = await loadPortrait();
  const { width, height } = demoView;
  const camera = new PoorCamera(width, height, reduction, noise);
  const sharp = createRgbImage(width, height);
  await writeClip(
    file,
    { width, height, framesPerSecond: demoFramesPerSecond, frames: demoFrames, encoding },
    (index) => camera.shoot(portraitAt(portrait, demoView, index / demoFramesPerSecond, sharp)),
    options,
  );
}

/** Where the face is in a frame, whole pixels inside the frame. */
export function faceBoxAt(index: number): { left: number; top: number; right: number; bottom: number } {
  const { a, b, tx, ty } = viewFromPortrait(demoView, index / demoFramesPerSecond);
  const x = a * portraitFace.x - b * portraitFace.y + tx;
  const y = b * portraitFace.x + a * portraitFace.y + ty;
  const scale = Math.hypot(a, b);
  return {
    left: Math.max(0, Math.floor(x - faceHalfWidth * scale)),
    top: Math.max(0, Math.floor(y - faceHalfHeight * scale)),
    right: Math.min(demoView.width, Math.ceil(x + faceHalfWidth * scale)),
    bottom: Math.min(demoView.height, Math.ceil(y + faceHalfHeight * scale)),
  };
}
