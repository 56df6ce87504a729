import { encodedSize, repeatEdges } from '../../../../main/engine/media/even-size';
import { createRgbImage } from '../../../../main/engine/pixels/image';

test('4:2:0 codecs grow to even sizes, FFV1 keeps any', () => {
  expect(encodedSize('h264', 161, 121)).toEqual({ width: 162, height: 122 });
  expect(encodedSize('prores', 161, 121)).toEqual({ width: 162, height: 121 });
  expect(encodedSize('ffv1', 161, 121)).toEqual({ width: 161, height: 121 });
});

test('the added column and row repeat the edge', () => {
  const image = createRgbImage(3, 3);
  for (let i = 0; i < image.data.length; i++) image.data[i] = i + 1;
  const out = createRgbImage(4, 4);
  repeatEdges(image, out);
  const pixel = (x: number, y: number) => [...out.data.subarray((y * 4 + x) * 3, (y * 4 + x) * 3 + 3)];
  const source = (x: number, y: number) => [...image.data.subarray((y * 3 + x) * 3, (y * 3 + x) * 3 + 3)];
  for (let y = 0; y < 4; y++) {
    for (let x = 0; x < 4; x++) expect(pixel(x, y)).toEqual(source(Math.min(x, 2), Math.min(y, 2)));
  }
});
