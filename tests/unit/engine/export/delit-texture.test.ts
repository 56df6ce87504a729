import type { PersonSurface, PersonView } from '../../../../main/engine/export/gather-views';
import { unwrapTexture } from '../../../../main/engine/export/unwrap-texture';
import { drawMesh, createPosedMesh, poseMesh } from '../../../../main/engine/geometry/posed-mesh';
import { Rasterizer } from '../../../../main/engine/geometry/rasterizer';
import { albedoColours, identityShape } from '../../../../main/engine/geometry/shape';
import { litColours } from '../../../../main/engine/geometry/spherical-harmonics';
import { createRgbImage } from '../../../../main/engine/pixels/image';
import { syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const model = syntheticFaceModel();
const person: PersonSurface = {
  model,
  neutral: identityShape(model, []),
  albedo: albedoColours(model, []).map((value) => value * 0.7),
};
const size = 256;

/** A picture of the face under light from the right, by the engine's own shading. */
function litView(): PersonView {
  const light = new Float32Array(27);
  for (const colour of [0, 9, 18]) light[colour + 3] = -0.35; // -x: brighter on the right
  const fit = {
    pose: { pitchRadians: 0, yawRadians: 0, rollRadians: 0, translation: [0, 0, -700] as const },
    expression: new Float32Array(model.expressionNames.length),
    light,
    reprojectionError: 0.01,
  };
  const camera = { focalPixels: 800, centreX: size / 2, centreY: size / 2 };
  const mesh = createPosedMesh(model);
  poseMesh(model, person.neutral, fit, camera, { a: 1, b: 0, tx: 0, ty: 0 }, mesh);
  const raster = new Rasterizer(size);
  drawMesh(raster, model, mesh);
  const lit = new Float32Array(mesh.normals.length);
  litColours(person.albedo, mesh.normals, light, lit);
  const planes = new Float32Array(size * size * 3);
  raster.interpolate(lit, 3, planes);
  const image = createRgbImage(size, size);
  for (let p = 0; p < size * size; p++) {
    for (let c = 0; c < 3; c++) image.data[p * 3 + c] = Math.round(planes[c * size * size + p] * 255);
  }
  return { image, fit, camera, weight: 1 };
}

/** Mean of red within a part of the texture. */
function meanRed(texture: { data: Uint8Array; width: number }, fromX: number, toX: number): number {
  let sum = 0;
  let count = 0;
  for (let y = 50; y < 78; y++) {
    for (let x = fromX; x < toX; x++, count++) sum += texture.data[(y * texture.width + x) * 3];
  }
  return sum / count;
}

test('the light goes, the reflectance stays', () => {
  const view = litView();
  const lit = unwrapTexture(person, [view], 128);
  const delit = unwrapTexture(person, [view], 128, undefined, 'delit');
  const albedoRed = 0.8 * 0.7 * 255;
  const left = [38, 50] as const;
  const right = [78, 90] as const;
  // Lit, the two cheeks are far apart; without the light both are what the model reflects.
  expect(meanRed(lit, ...right) - meanRed(lit, ...left)).toBeGreaterThan(50);
  for (const cheek of [left, right]) {
    expect(Math.abs(meanRed(delit, cheek[0], cheek[1]) - albedoRed)).toBeLessThan(6);
  }
});
