import path from 'node:path';
import { mouthShade } from '../../../../main/engine/export/mouth-shade';
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

const verticesOf = (name: string) =>
  Array.from({ length: model.vertexCount }, (_, v) => v).filter(
    (v) => model.regionNames[model.region[v]] === name,
  );

test('all the light on the skin, less behind the lips, least in the throat', () => {
  const shade = mouthShade(model);
  expect(verticesOf('skin').every((v) => shade[v] === 1)).toBe(true);
  expect(verticesOf('lips').every((v) => shade[v] === 1)).toBe(true);
  const bag = verticesOf('mouthBag').sort((a, b) => model.mean[3 * b + 2] - model.mean[3 * a + 2]);
  const [first, last] = [bag[0], bag[bag.length - 1]];
  expect(shade[first]).toBeGreaterThan(0.7);
  expect(shade[last]).toBeLessThan(0.25);
  expect(bag.every((v, i) => i === 0 || shade[v] <= shade[bag[i - 1]])).toBe(true);
});

test('where no view shows the throat, its texture is dark and red, whatever lies beside it in the chart', () => {
  const size = 512;
  const image = createRgbImage(256, 256);
  image.data.fill(200);
  const view = {
    image,
    camera: { focalPixels: 600, centreX: 128, centreY: 128 },
    weight: 1,
    fit: {
      pose: { pitchRadians: 0, yawRadians: 0, rollRadians: 0, translation: [0, 0, -700] as const },
      expression: new Float32Array(model.expressionNames.length), // a closed mouth
      light: new Float32Array(27),
      reprojectionError: 0.01,
    },
  };
  const person = { model, neutral: identityShape(model, []), albedo: albedoColours(model, []) };
  const texture = unwrapTexture(person, [view], size);
  const shade = mouthShade(model);
  const throat = verticesOf('mouthBag').filter((v) => shade[v] < 0.3);
  expect(throat.length).toBeGreaterThan(50);
  for (const v of throat) {
    const x = Math.min(size - 1, Math.floor(model.uv[2 * v] * size));
    const y = Math.min(size - 1, Math.floor((1 - model.uv[2 * v + 1]) * size));
    const [red, green, blue] = texture.data.subarray(3 * (y * size + x));
    expect(red).toBeLessThan(60);
    expect(red).toBeGreaterThan(Math.max(green, blue));
  }
});
