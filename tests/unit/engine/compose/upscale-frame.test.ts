import sharp from 'sharp';
import { UpscaleScratch, upscaleFrame } from '../../../../main/engine/compose/upscale-frame';
import { createRgbImage } from '../../../../main/engine/pixels/image';
import type { RgbImage } from '../../../../main/engine/pixels/image';
import { paint, waves } from './pictures';

const scratch = new UpscaleScratch();

/** The waves at the enlarged picture's pixel centres, in the small picture's pixels. */
function ideal(scale: number): number[] {
  const k = (2 * Math.PI) / 9;
  return Array.from({ length: 41 * scale * 30 * scale }, (_, i) => {
    const x = ((i % (41 * scale)) + 0.5) / scale - 0.5;
    const y = (Math.floor(i / (41 * scale)) + 0.5) / scale - 0.5;
    return 128 + 60 * Math.sin(k * x + 0.3) * Math.cos(k * y);
  });
}

function worstInside(image: RgbImage, expected: readonly number[], border: number): number {
  let worst = 0;
  for (let y = border; y < image.height - border; y++) {
    for (let x = border; x < image.width - border; x++) {
      const at = y * image.width + x;
      worst = Math.max(worst, Math.abs(image.data[at * 3] - expected[at]));
    }
  }
  return worst;
}

// libvips enlarges with a cubic even when asked for Lanczos, which is why the studio has its own; it is the yardstick.
test.each([2, 4, 8] as const)(
  'x%i of a wave of 9 pixels is within 3 levels of that wave, and nearer than a cubic',
  async (scale) => {
    const frame = waves(41, 30, 9);
    const out = createRgbImage(41 * scale, 30 * scale);
    upscaleFrame(frame, scale, out, scratch);
    const cubic = await sharp(frame.data, { raw: { width: 41, height: 30, channels: 3 } })
      .resize(out.width, out.height, { kernel: 'cubic', fit: 'fill' })
      .raw()
      .toBuffer();
    const expected = ideal(scale);
    const worst = worstInside(out, expected, 4 * scale);
    expect(worst).toBeLessThan(3);
    expect(worst).toBeLessThan(worstInside({ ...out, data: cubic }, expected, 4 * scale));
  },
);

test('x1 copies, flat stays flat up to the border, tiny pictures work', () => {
  const frame = paint(3, 2, () => [7, 130, 255]);
  const same = createRgbImage(3, 2);
  upscaleFrame(frame, 1, same, scratch);
  expect(same.data).toEqual(frame.data);
  const out = createRgbImage(12, 8);
  upscaleFrame(frame, 4, out, scratch);
  for (let i = 0; i < out.data.length; i += 3)
    expect(Array.from(out.data.subarray(i, i + 3))).toEqual([7, 130, 255]);
});

test('a wrong output size is refused', () => {
  expect(() => upscaleFrame(createRgbImage(4, 4), 2, createRgbImage(7, 8), scratch)).toThrow(RangeError);
});
