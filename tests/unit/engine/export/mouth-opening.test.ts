import path from 'node:path';
import type { PersonView } from '../../../../main/engine/export/gather-views';
import { unwrapTexture } from '../../../../main/engine/export/unwrap-texture';
import { loadFaceModel } from '../../../../main/engine/geometry/load-face-model';
import { albedoColours, identityShape } from '../../../../main/engine/geometry/shape';
import type { FaceModel } from '../../../../main/engine/geometry/types';
import { packageRoot } from '../../../../main/engine/models/package-root';
import { createRgbImage } from '../../../../main/engine/pixels/image';

let model: FaceModel;
beforeAll(async () => {
  model = await loadFaceModel(path.join(packageRoot(), 'native-models/facet-face/facet-face.ffm'));
});

/** A frame all of one colour, in which the jaw is open by so much. */
function viewOf(jawOpen: number, colour: readonly number[]): PersonView {
  const image = createRgbImage(256, 256);
  for (let p = 0; p < 256 * 256; p++) image.data.set(colour, 3 * p);
  const expression = new Float32Array(model.expressionNames.length);
  expression[model.expressionNames.indexOf('jawOpen')] = jawOpen;
  return {
    image,
    camera: { focalPixels: 600, centreX: 128, centreY: 128 },
    weight: 1,
    fit: {
      pose: { pitchRadians: 0, yawRadians: 0, rollRadians: 0, translation: [0, 0, -700] },
      expression,
      light: new Float32Array(27),
      reprojectionError: 0.01,
    },
  };
}

/** Mean green of the texture over the vertices of a region. */
function greenOf(region: string, view: PersonView): number {
  const size = 512;
  const person = { model, neutral: identityShape(model, []), albedo: albedoColours(model, []) };
  const { data } = unwrapTexture(person, [view], size);
  let [sum, count] = [0, 0];
  for (let v = 0; v < model.vertexCount; v++) {
    if (model.regionNames[model.region[v]] !== region) continue;
    const x = Math.min(size - 1, Math.floor(model.uv[2 * v] * size));
    const y = Math.min(size - 1, Math.floor((1 - model.uv[2 * v + 1]) * size));
    sum += data[3 * (y * size + x) + 1];
    count++;
  }
  return sum / count;
}

test('teeth and what lies behind them take what an open mouth shows, bright or dark', () => {
  for (const region of ['teeth', 'mouthBag']) {
    const [bright, dark, closed] = [
      greenOf(region, viewOf(0.5, [230, 220, 210])),
      greenOf(region, viewOf(0.5, [30, 12, 12])),
      greenOf(region, viewOf(0, [230, 220, 210])),
    ];
    expect(bright).toBeGreaterThan(dark + 50);
    expect(bright).toBeGreaterThan(closed + 20);
  }
});
