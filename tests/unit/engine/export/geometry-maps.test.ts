import sharp from 'sharp';
import { drawGeometryMaps } from '../../../../main/engine/export/geometry-maps';
import { projectCameraPoints, toCamera } from '../../../../main/engine/geometry/projection';
import { identityShape } from '../../../../main/engine/geometry/shape';
import type { FaceFit } from '../../../../main/engine/geometry/types';
import { syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const model = syntheticFaceModel();
const neutral = identityShape(model, []);
const camera = { focalPixels: 900, centreX: 200, centreY: 150 };
const [width, height] = [400, 300];

function fitOf(yawRadians: number, x = 0): FaceFit {
  return {
    pose: { pitchRadians: 0, yawRadians, rollRadians: 0, translation: [x, 0, -900] },
    expression: new Float32Array(model.expressionNames.length),
    light: new Float32Array(27),
    reprojectionError: 0.01,
  };
}

async function grey16(png: Uint8Array): Promise<Uint16Array> {
  // IHDR: bit depth and colour type (0: grey).
  expect([...png.subarray(24, 26)]).toEqual([16, 0]);
  const { data, info } = await sharp(png)
    .toColourspace('grey16')
    .raw({ depth: 'ushort' })
    .toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width, height, channels: 1 });
  return new Uint16Array(new Uint8Array(data).buffer);
}

test('depth: what the mesh has there, over all of the 16 bits', async () => {
  const fit = fitOf(0.3);
  const maps = await drawGeometryMaps(model, neutral, fit, camera, width, height);
  const depth = await grey16(maps.depthPng);
  const inCamera = new Float32Array(neutral.length);
  toCamera(fit.pose, neutral, inCamera);
  const places = new Float32Array((neutral.length / 3) * 2);
  projectCameraPoints(camera, inCamera, places);
  let compared = 0;
  // Vertices that look at the camera, well inside.
  for (let v = 0; v < model.vertexCount; v += 7) {
    if (model.paintWeight[v] < 1) continue;
    const value = depth[Math.floor(places[2 * v + 1]) * width + Math.floor(places[2 * v])];
    expect(value).toBeGreaterThan(0);
    const millimetres = maps.nearMillimetres + (value - 1) * maps.millimetresPerLevel;
    if (Math.abs(millimetres - -inCamera[3 * v + 2]) < 2) compared++;
  }
  expect(compared).toBeGreaterThan(100);
  expect(depth[0]).toBe(0);
  const face = depth.filter((value) => value > 0);
  expect(Math.min(...face)).toBe(1);
  expect(Math.max(...face)).toBe(65535);
});

test('normals: towards the viewer in the middle, to the right on the right, black elsewhere', async () => {
  const { normals } = await drawGeometryMaps(model, neutral, fitOf(0), camera, width, height);
  expect(normals).toMatchObject({ width, height });
  const at = (x: number, y: number) =>
    Array.from(normals.data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3));
  expect(at(0, 0)).toEqual([0, 0, 0]);
  const unit = (x: number, y: number) => at(x, y).map((value) => (value / 255) * 2 - 1);
  expect(unit(200, 215)[2]).toBeGreaterThan(0.5);
  expect(unit(255, 150)[0]).toBeGreaterThan(0.4);
  expect(unit(145, 150)[0]).toBeLessThan(-0.4);
  expect(unit(200, 75)[1]).toBeGreaterThan(0.3);
  for (const [x, y] of [
    [200, 215],
    [255, 150],
    [230, 120],
  ]) {
    expect(Math.hypot(...unit(x, y))).toBeCloseTo(1, 1);
  }
});

test('a face half out of the frame is drawn as far as it goes, one outside not at all', async () => {
  const half = await drawGeometryMaps(model, neutral, fitOf(0, -200), camera, width, height);
  const depth = await grey16(half.depthPng);
  expect(depth[150 * width]).toBeGreaterThan(0);
  expect(depth[150 * width + 399]).toBe(0);
  const outside = await drawGeometryMaps(model, neutral, fitOf(0, 900), camera, width, height);
  expect((await grey16(outside.depthPng)).every((value) => value === 0)).toBe(true);
});
