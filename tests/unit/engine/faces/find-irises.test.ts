import { findIrises } from '../../../../main/engine/faces/find-irises';
import { createRgbImage, type RgbImage } from '../../../../main/engine/pixels/image';

const width = 40;
const centres = [
  [60, 60],
  [140, 60],
] as const;
const lidsOf = [
  [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7],
  [263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249],
] as const;

/** Two eyes with dark discs, and landmarks whose irises lie in the eyes' middles. */
function eyes(shift: readonly [number, number], opening: number): { image: RgbImage; points: Float32Array } {
  const image = createRgbImage(200, 120);
  for (let y = 0; y < 120; y++) {
    for (let x = 0; x < 200; x++) {
      const isIris = centres.some(
        ([cx, cy]) => Math.hypot(x + 0.5 - cx - shift[0], y + 0.5 - cy - shift[1]) < 0.2 * width,
      );
      image.data.fill(isIris ? 60 : 200, 3 * (y * 200 + x), 3 * (y * 200 + x) + 3);
    }
  }
  const points = new Float32Array(478 * 3);
  centres.forEach(([cx, cy], eye) => {
    // The other eye's corners run from right to left.
    const way = eye === 0 ? 1 : -1;
    lidsOf[eye].forEach((p, i) => {
      const angle = (Math.PI * i) / 8;
      const x = cx - (way * width * Math.cos(angle)) / 2;
      points.set([x, cy - (opening * width * Math.sin(angle)) / 2], 3 * p);
    });
    for (let p = 468 + 5 * eye; p < 473 + 5 * eye; p++) points.set([cx, cy], 3 * p);
  });
  return { image, points };
}

test.each([
  [0, 0],
  [6, 0],
  [-5, 2],
])('irises are found where the dark discs are: %d, %d pixels from where the network has them', (x, y) => {
  const { image, points } = eyes([x, y], 0.5);
  findIrises(image, points);
  centres.forEach(([cx, cy], eye) => {
    const p = 3 * (468 + 5 * eye);
    // The pull towards the network's place leaves a little.
    expect(Math.abs(points[p] - cx - x)).toBeLessThan(1.2);
    expect(Math.abs(points[p + 1] - cy - y)).toBeLessThan(1.2);
  });
});

test('closed eyes and eyes of a few pixels keep the irises of the network', () => {
  const shut = eyes([6, 0], 0.1);
  findIrises(shut.image, shut.points);
  expect(shut.points[3 * 468]).toBe(centres[0][0]);
  const { image, points } = eyes([6, 0], 0.5);
  const small = points.map((v, i) => (i % 3 === 2 ? v : v / 6));
  const before = small.slice();
  findIrises(image, small);
  expect(small).toEqual(before);
});
