import { identitySimilarity } from '../../../../main/engine/geometry/similarity';
import { cutPicture, pictureToTensor } from '../../../../main/engine/inference/picture-feed';
import type { RgbImage } from '../../../../main/engine/pixels/image';

/** Red is 2 x, green 3 y, blue 100: linear, so bilinear sampling of it is exact. */
function ramp(width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([2 * x, 3 * y, 100], (y * width + x) * 3);
  }
  return { width, height, data };
}

const request = { width: 20, height: 20, scale: 1 / 255, offset: 0, outside: 'border' } as const;

test('an identity transform returns the bytes, scaled, in NCHW', () => {
  const image = ramp(20, 20);
  const tensor = pictureToTensor({ ...request, image, tensorFromImage: identitySimilarity, offset: -1 });
  expect(tensor.dims).toEqual([1, 3, 20, 20]);
  for (const [x, y] of [
    [0, 0],
    [7, 3],
    [19, 19],
  ]) {
    expect(tensor.data[y * 20 + x]).toBeCloseTo((2 * x) / 255 - 1, 6);
    expect(tensor.data[400 + y * 20 + x]).toBeCloseTo((3 * y) / 255 - 1, 6);
    expect(tensor.data[800 + y * 20 + x]).toBeCloseTo(100 / 255 - 1, 6);
  }
});

test('a rotated, shrunk part of a frame shows what the frame shows there', () => {
  const frame = ramp(120, 80);
  const angle = 0.4;
  const scale = 0.7;
  const a = scale * Math.cos(angle);
  const b = scale * Math.sin(angle);
  const tensorFromFrame = { a, b, tx: 10 - (a * 60 - b * 40), ty: 10 - (b * 60 + a * 40) };
  const picture = cutPicture(frame, tensorFromFrame, request);
  expect(picture.image.width).toBeLessThan(60);
  const { data } = pictureToTensor(picture);
  const determinant = a * a + b * b;
  for (const [u, v] of [
    [3, 4],
    [10, 10],
    [17, 8],
  ]) {
    const dx = u + 0.5 - tensorFromFrame.tx;
    const dy = v + 0.5 - tensorFromFrame.ty;
    const x = (a * dx + b * dy) / determinant - 0.5;
    const y = (a * dy - b * dx) / determinant - 0.5;
    expect(data[v * 20 + u] * 255).toBeCloseTo(2 * x, 3);
    expect(data[400 + v * 20 + u] * 255).toBeCloseTo(3 * y, 3);
  }
});

test('a large picture is averaged, not sampled: a fine checkerboard becomes grey', () => {
  const data = new Uint8Array(160 * 160 * 3);
  for (let i = 0; i < 160 * 160; i++) data.fill(((i + Math.floor(i / 160)) % 2) * 255, i * 3, i * 3 + 3);
  const image = { width: 160, height: 160, data };
  const tensor = pictureToTensor({ ...request, image, tensorFromImage: { a: 1 / 8, b: 0, tx: 0, ty: 0 } });
  for (const value of tensor.data) expect(value * 255).toBeCloseTo(127.5, -0.5);
});

test('outside the picture is its border or black, as asked', () => {
  const image = { width: 4, height: 4, data: new Uint8Array(48).fill(200) };
  const tensorFromImage = { a: 1, b: 0, tx: 8, ty: 8 };
  const border = pictureToTensor({ ...request, image, tensorFromImage });
  const black = pictureToTensor({ ...request, image, tensorFromImage, outside: 'black' });
  expect(border.data[0]).toBeCloseTo(200 / 255, 5);
  expect(black.data[0]).toBe(0);
  expect(black.data.filter((value) => value !== 0).length).toBe(4 * 4 * 3);
});
