import type { FaceModel } from '../../../main/engine/geometry/types';
import { vertexColours, type UvTexture } from '../../../main/engine/geometry/uv-texture';

/** Mean colour of a texture where the face model's own neck begins, sRGB 0..1: what the drawn neck goes on with. */
export function neckColour(model: FaceModel, texture: UvTexture): [number, number, number] {
  const colours = vertexColours(model, texture);
  const sum = [0, 0, 0];
  let count = 0;
  for (let v = 0; v < model.vertexCount; v++) {
    if (model.regionNames[model.region[v]] !== 'neck') continue;
    for (let c = 0; c < 3; c++) sum[c] += colours[3 * v + c];
    count++;
  }
  if (count === 0) throw new Error('the face model has no neck');
  return [sum[0] / count, sum[1] / count, sum[2] / count];
}
