import { decodeRawPicture, pixelOf } from '../../../../renderer/features/playback/picture';
import { rawPicture } from '../../../fixtures/viewer-scene';

function bytesOf(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}

test('raw pixels are read in place, not copied', () => {
  const bytes = bytesOf(rawPicture({ width: 2, height: 1, data: Uint8Array.of(1, 2, 3, 4, 5, 6) }));
  const picture = decodeRawPicture(bytes);
  expect([picture.width, picture.height]).toEqual([2, 1]);
  expect(picture.rgb.buffer).toBe(bytes);
  expect(pixelOf(picture, 1, 0)).toEqual([4, 5, 6]);
  expect(pixelOf(picture, 2, 0)).toBeUndefined();
});

test('what is no raw picture, or cut short, is refused', () => {
  expect(() => decodeRawPicture(new ArrayBuffer(3))).toThrow('FRGB');
  expect(() => decodeRawPicture(new ArrayBuffer(40))).toThrow('FRGB');
  const whole = bytesOf(rawPicture({ width: 2, height: 2, data: new Uint8Array(12) }));
  expect(() => decodeRawPicture(whole.slice(0, -1))).toThrow('2 x 2');
});
