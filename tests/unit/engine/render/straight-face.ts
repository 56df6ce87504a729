import { canonicalFivePoints } from '../../../../main/engine/geometry/canonical-crop';
import { createRgbImage, type RgbImage } from '../../../../main/engine/pixels/image';
import type { FrameFace } from '../../../../main/engine/render/frame-face';

/** Sides of the frame, and of the square in which a face's crop lies, pixels. */
const width = 320;
const height = 200;
const side = 128;
const left = 30;
const top = 30;

const person: FrameFace['person'] = {
  ...{ key: 'one', strength: 1, shape: new Float32Array(80) },
  ...{ correction: new Float32Array(0), albedo: new Float32Array(80) },
};

/** A face that looks straight ahead, so many pixels to the right. */
export function movedFace(pixels: number): FrameFace {
  const points = canonicalFivePoints.flatMap(([x, y]) => [left + pixels + x * side, top + y * side]);
  return {
    ...{ person, track: 1, confidence: 1, fivePoints: Float32Array.from(points) },
    fit: {
      pose: { pitchRadians: 0, yawRadians: 0, rollRadians: 0, translation: [0, 0, -600] },
      ...{ expression: new Float32Array(52), light: new Float32Array(27), reprojectionError: 0.01 },
    },
  };
}

export function frameOfLevel(level: number): RgbImage {
  const frame = createRgbImage(width, height);
  frame.data.fill(level);
  return frame;
}
