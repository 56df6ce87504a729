import type { FaceModel } from '../geometry/types';
import type { RgbImage } from '../pixels/image';

/** Colour of every vertex from a texture in the model's UV layout, bilinear. @returns [V,3] sRGB 0..1 */
export function sampleVertexColours(model: FaceModel, texture: RgbImage): Float32Array {
  const { width, height, data } = texture;
  const colours = new Float32Array(model.vertexCount * 3);
  for (let v = 0; v < model.vertexCount; v++) {
    const x = Math.min(width - 1, Math.max(0, model.uv[2 * v] * width - 0.5));
    const y = Math.min(height - 1, Math.max(0, (1 - model.uv[2 * v + 1]) * height - 0.5));
    const left = Math.floor(x);
    const top = Math.floor(y);
    const right = Math.min(width - 1, left + 1);
    const bottom = Math.min(height - 1, top + 1);
    const u = x - left;
    const w = y - top;
    for (let c = 0; c < 3; c++) {
      const upper = data[(top * width + left) * 3 + c] * (1 - u) + data[(top * width + right) * 3 + c] * u;
      const lower =
        data[(bottom * width + left) * 3 + c] * (1 - u) + data[(bottom * width + right) * 3 + c] * u;
      colours[3 * v + c] = (upper * (1 - w) + lower * w) / 255;
    }
  }
  return colours;
}
