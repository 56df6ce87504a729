import { FaceFilm } from '../../../../main/engine/export/face-film';
import { fromTheFront } from '../../../../main/engine/export/face-view';
import type { PersonSurface, PersonView } from '../../../../main/engine/export/gather-views';
import { albedoColours, identityShape } from '../../../../main/engine/geometry/shape';
import { createRgbImage, type RgbImage } from '../../../../main/engine/pixels/image';
import { syntheticFaceModel } from '../../../fixtures/synthetic-face-model';

const model = syntheticFaceModel();
const person: PersonSurface = {
  model,
  neutral: identityShape(model, new Float32Array(model.identityModes)),
  albedo: albedoColours(model, new Float32Array(model.albedoModes)),
};

function plain(width: number, height: number, colour: readonly number[]): RgbImage {
  const image = createRgbImage(width, height);
  for (let p = 0; p < width * height; p++) image.data.set(colour, p * 3);
  return image;
}

/** A frame of one colour that shows the face turned, placed and speaking as given. */
function frameOf(colour: readonly number[], yawRadians = 0, x = 0, expression = 0): PersonView {
  return {
    image: plain(320, 240, colour),
    fit: {
      pose: { pitchRadians: 0, yawRadians, rollRadians: 0.2, translation: [x, 10, -700] },
      expression: new Float32Array(model.expressionNames.length).fill(expression),
      light: new Float32Array(27),
      reprojectionError: 0.01,
    },
    camera: { focalPixels: 500, centreX: 160, centreY: 120 },
    weight: 1,
  };
}

const at = (image: RgbImage, x: number, y: number): number[] => [
  ...image.data.subarray((y * image.width + x) * 3, (y * image.width + x) * 3 + 3),
];

test('what the frame shows is the frame’s own', () => {
  const film = new FaceFilm(person, plain(64, 64, [10, 200, 10]), 128, fromTheFront);
  expect(at(film.frame(frameOf([200, 120, 80])), 64, 64)).toEqual([200, 120, 80]);
});

test('what it hides comes from the texture, under the frame’s light', () => {
  const film = new FaceFilm(person, plain(64, 64, [120, 80, 60]), 128, fromTheFront);
  const turned = film.frame(frameOf([180, 120, 90], 1.1));
  // One and a half times as bright as the texture, on both sides.
  for (const x of [46, 82]) {
    const [red, green, blue] = at(turned, x, 64);
    expect(Math.abs(red - 180)).toBeLessThan(12);
    expect(Math.abs(green - 120)).toBeLessThan(12);
    expect(Math.abs(blue - 90)).toBeLessThan(12);
  }
});

test('the head keeps its place wherever it is in the frame', () => {
  const film = new FaceFilm(person, plain(64, 64, [120, 80, 60]), 128, fromTheFront);
  const still = film.frame(frameOf([180, 120, 90]));
  const moved = film.frame(frameOf([180, 120, 90], 0.1, 40));
  const differing = still.data.filter((value, i) => Math.abs(value - moved.data[i]) > 6).length;
  expect(differing / still.data.length).toBeLessThan(0.01);
});
