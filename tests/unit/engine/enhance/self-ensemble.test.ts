import {
  averageWithMirrored,
  mirroredPicture,
  mirroredPrior,
} from '../../../../main/engine/enhance/self-ensemble';
import { createRgbImage } from '../../../../main/engine/pixels/image';

test('a mirrored picture shows the last column first, its colours as they are', () => {
  const picture = { width: 2, height: 2, data: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) };
  expect([...mirroredPicture(picture).data]).toEqual([4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9]);
  expect(mirroredPicture(mirroredPicture(picture))).toEqual(picture);
});

test('a mirrored prior leans to the other side, and only that changes its sign', () => {
  const size = 2;
  const prior = Float32Array.from({ length: 8 * size * size }, (_, i) => i + 1);
  const mirrored = mirroredPrior(prior, size);
  for (let channel = 0; channel < 8; channel++) {
    const at = channel * size * size;
    const sign = channel === 3 ? -1 : 1;
    expect([...mirrored.subarray(at, at + 4)]).toEqual(
      [prior[at + 1], prior[at], prior[at + 3], prior[at + 2]].map((value) => sign * value),
    );
  }
});

test('the mean of a face and its mirror image is rounded to the nearest level', () => {
  const straight = createRgbImage(2, 1);
  straight.data.set([0, 10, 255, 100, 100, 100]);
  const mirrored = { width: 2, height: 1, data: Uint8Array.of(101, 100, 99, 1, 20, 255) };
  averageWithMirrored(straight, mirrored);
  expect([...straight.data]).toEqual([1, 15, 255, 101, 100, 100]);
});
