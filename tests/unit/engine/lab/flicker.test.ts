import {
  FaceFlicker,
  FlickerAgainstTruth,
  FlickerSum,
  lumaPicture,
} from '../../../../main/engine/lab/flicker';
import { createRgbImage, type RgbImage } from '../../../../main/engine/pixels/image';

/** A ramp of 2 levels a pixel to the right, so that its gradient is 2, raised by `level`. */
function ramp(level: number): RgbImage {
  const image = createRgbImage(48, 40);
  for (let i = 0; i < 48 * 40; i++) image.data.fill(2 * (i % 48) + level, 3 * i, 3 * i + 3);
  return image;
}

const box = { left: 4, top: 4, right: 44, bottom: 36 };
/** Where the canonical crop has them, in this frame. */
const fivePoints = [17, 16, 31, 16, 24, 22, 19, 29, 29, 29];

test('light that rises evenly does not flicker; one frame that leaps does, by its leap over the gradient', () => {
  const even = new FlickerSum();
  even.add([ramp(10), ramp(20), ramp(30)], box);
  expect(even.ratio).toBe(0);
  const leaping = new FlickerSum();
  leaping.add([ramp(10), ramp(13), ramp(10)], box);
  expect(leaping.ratio).toBeCloseTo(6 / 2, 9);
});

test('the face is followed, and its frame is not', () => {
  const flicker = new FaceFlicker();
  // A face that sways over a ramp: the same pixels of the frame, other pixels of the face.
  for (const [frame, sway] of [0, 4, 0].entries()) {
    const moved = fivePoints.map((value, i) => value + (i % 2 === 0 ? sway : 0));
    flicker.add(frame, ramp(0), box, moved);
  }
  expect(flicker.inFrame.ratio).toBe(0);
  expect(flicker.onFace.ratio).toBeGreaterThan(1);
});

test('a gap begins anew', () => {
  const flicker = new FaceFlicker();
  for (const frame of [0, 1, 5, 6]) flicker.add(frame, ramp(frame === 1 ? 40 : 0), box, fivePoints);
  expect(flicker.onFace.ratio).toBeNaN();
  flicker.add(7, ramp(0), box, fivePoints);
  expect(flicker.onFace.ratio).toBe(0);
});

test('against the truth only what the true face does not do counts, a gap left out', () => {
  const flicker = new FlickerAgainstTruth();
  const add = (frame: number, truth: number, restored: number): void =>
    flicker.add(frame, ramp(truth), ramp(restored), fivePoints);
  add(0, 10, 13);
  expect(flicker.mean).toBeNaN();
  add(1, 40, 43); // Both leap.
  expect(flicker.mean).toBeCloseTo(0, 3); // The crop rounds.
  add(2, 40, 49);
  expect(flicker.mean).toBeCloseTo(6 / 2, 3);
  add(7, 40, 40);
  expect(flicker.mean).toBeCloseTo(6 / 2, 3);
});

test('luma is that of BT.601', () => {
  const red = createRgbImage(1, 1);
  red.data.set([255, 0, 0]);
  expect([...lumaPicture(red).data]).toEqual([76, 76, 76]);
});
