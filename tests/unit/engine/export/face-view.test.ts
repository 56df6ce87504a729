import { fromTheFront, renderFaceView, type FaceLook } from '../../../../main/engine/export/face-view';
import { lightFromDirection } from '../../../../main/engine/geometry/face-light';
import { unwrapTexture } from '../../../../main/engine/export/unwrap-texture';
import type { PersonSurface, PersonView } from '../../../../main/engine/export/gather-views';
import { albedoColours, identityShape } from '../../../../main/engine/geometry/shape';
import { createRgbImage } from '../../../../main/engine/pixels/image';
import type { RgbImage } from '../../../../main/engine/pixels/image';
import { syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const model = syntheticFaceModel();
const person: PersonSurface = {
  model,
  neutral: identityShape(model, new Float32Array(model.identityModes)),
  albedo: albedoColours(model, new Float32Array(model.albedoModes)),
};

/** A frame of one colour (or two, split at the face's middle) that shows the face turned by `yawRadians`. */
function viewOf(yawRadians: number, left: readonly number[], right = left): PersonView {
  const image = createRgbImage(320, 240);
  for (let p = 0; p < 320 * 240; p++) image.data.set(p % 320 < 160 ? left : right, p * 3);
  return {
    image,
    fit: {
      pose: { pitchRadians: 0, yawRadians, rollRadians: 0, translation: [0, 0, -700] },
      expression: new Float32Array(model.expressionNames.length),
      light: new Float32Array(27),
      reprojectionError: 0.01,
    },
    camera: { focalPixels: 500, centreX: 160, centreY: 120 },
    weight: 1,
  };
}

function renderFrontal(person: PersonSurface, views: PersonView[], size: number, look?: FaceLook): RgbImage {
  return renderFaceView(person, views, views[0].fit.expression, size, look).image;
}

function pixel(image: RgbImage, x: number, y: number): number[] {
  return Array.from(image.data.subarray((y * image.width + x) * 3, (y * image.width + x) * 3 + 3));
}

test('a face of one colour is that colour from the front, on a neutral backdrop', () => {
  const front = renderFrontal(person, [viewOf(0.3, [200, 120, 80])], 128);
  expect(pixel(front, 64, 64)).toEqual([200, 120, 80]);
  const [r, g, b] = pixel(front, 1, 1);
  expect([g, b]).toEqual([r, r]);
});

test('left stays left: the picture is neither mirrored nor upside down', () => {
  const front = renderFrontal(person, [viewOf(0, [220, 40, 40], [40, 40, 220])], 128);
  expect(pixel(front, 50, 64)).toEqual([220, 40, 40]);
  expect(pixel(front, 78, 64)).toEqual([40, 40, 220]);
});

test('the far half of a turned face takes the colour of the near half, not of the background', () => {
  const front = renderFrontal(person, [viewOf(1.0, [90, 180, 60])], 128);
  for (const x of [54, 74]) {
    const [red, green, blue] = pixel(front, x, 64);
    expect(green).toBeGreaterThan(red);
    expect(green).toBeGreaterThan(blue);
  }
});

test('the unwrapped texture holds the seen colour', () => {
  const texture = unwrapTexture(person, [viewOf(0, [200, 120, 80])], 128);
  let seen = 0;
  for (let p = 0; p < 128 * 128; p++) if (pixel(texture, p % 128, p >> 7).join() === '200,120,80') seen++;
  expect(seen).toBeGreaterThan(1000);
});

test('turned to the right, the left cheek is towards the viewer', () => {
  const views = [viewOf(0, [220, 40, 40], [40, 40, 220])];
  const half = (look: FaceLook): number => {
    const picture = renderFrontal(person, views, 128, look);
    let red = 0;
    let blue = 0;
    for (let p = 0; p < 128 * 128; p++) {
      if (picture.data[p * 3] > 150) red++;
      if (picture.data[p * 3 + 2] > 150) blue++;
    }
    return red / (red + blue);
  };
  expect(half({ yawRadians: 0, pitchRadians: 0 })).toBeCloseTo(0.5, 1);
  expect(half({ yawRadians: 0.6, pitchRadians: 0 })).toBeGreaterThan(0.6);
  expect(half({ yawRadians: -0.6, pitchRadians: 0 })).toBeLessThan(0.4);
});

test('a light from one side makes that side brighter, whatever light the picture had', () => {
  const look = { ...fromTheFront, light: lightFromDirection([1, 0, 0.3]) };
  const front = renderFrontal(person, [viewOf(0, [120, 100, 90])], 128, look);
  expect(pixel(front, 82, 64)[1]).toBeGreaterThan(pixel(front, 46, 64)[1] + 25);
});

test('what the views show is sure, what they hide is not', () => {
  const expression = new Float32Array(model.expressionNames.length);
  const sure = renderFaceView(person, [viewOf(0, [90, 90, 90])], expression, 128).confidence;
  expect(sure[64 * 128 + 64]).toBe(255);
  const turned = renderFaceView(person, [viewOf(1.2, [90, 90, 90])], expression, 128).confidence;
  expect(turned[64 * 128 + 46] === 0 || turned[64 * 128 + 82] === 0).toBe(true);
  expect(sure[128 + 1]).toBe(0);
});
