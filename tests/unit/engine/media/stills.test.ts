import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { readStill } from '../../../../main/engine/media/read-still';
import { writeStill } from '../../../../main/engine/media/write-still';
import { createRgbImage } from '../../../../main/engine/pixels/image';

const folder = mkdtempSync(path.join(tmpdir(), 'facet-stills-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const file = (name: string) => path.join(folder, name);

/** Left half red, right half blue, 40 x 20. */
function halves() {
  const image = createRgbImage(40, 20);
  for (let i = 0; i < 800; i++) image.data.set(i % 40 < 20 ? [200, 30, 20] : [10, 40, 210], i * 3);
  return image;
}

test('PNG gives back every pixel and its transparency', async () => {
  const image = halves();
  const alpha = new Uint8Array(800).map((_, i) => i % 256);
  await writeStill(file('a.png'), image, { alpha });
  const read = await readStill(file('a.png'));
  expect(read.image).toEqual({ width: 40, height: 20, data: expect.anything() as unknown });
  expect(Buffer.compare(Buffer.from(read.image.data), Buffer.from(image.data))).toBe(0);
  expect(Buffer.compare(Buffer.from(read.alpha ?? []), Buffer.from(alpha))).toBe(0);
  expect(read.info).toMatchObject({ kind: 'image', hasAlpha: true, codec: 'png' });
});

test('WebP keeps transparency, JPEG lays it on white, all carry sRGB', async () => {
  const alpha = new Uint8Array(800).fill(0);
  for (const name of ['b.webp', 'b.jpg', 'b.png']) {
    await writeStill(file(name), halves(), { alpha, quality: 95 });
    expect((await sharp(file(name)).metadata()).icc).toBeDefined();
  }
  expect((await readStill(file('b.webp'))).alpha?.every((value) => value === 0)).toBe(true);
  const flat = await readStill(file('b.jpg'));
  expect(flat.alpha).toBeUndefined();
  expect(flat.image.data.every((value) => value > 250)).toBe(true);
});

test('EXIF orientation is applied and reported', async () => {
  const stored = sharp(Buffer.from(halves().data), { raw: { width: 40, height: 20, channels: 3 } });
  await stored.withMetadata({ orientation: 6 }).png().toFile(file('turned.png'));
  const { image, info } = await readStill(file('turned.png'));
  expect([image.width, image.height]).toEqual([20, 40]);
  expect(info).toMatchObject({
    width: 40,
    height: 20,
    displayWidth: 20,
    displayHeight: 40,
    rotationDegrees: 90,
  });
  // Orientation 6: turn clockwise; the left half comes to the top.
  expect([...image.data.subarray(0, 3)]).toEqual([200, 30, 20]);
  expect([...image.data.subarray(39 * 20 * 3, 39 * 20 * 3 + 3)]).toEqual([10, 40, 210]);
});

test('an embedded profile is converted: Display P3 red lies outside sRGB', async () => {
  const plain = sharp({
    create: { width: 32, height: 32, channels: 3, background: { r: 180, g: 60, b: 60 } },
  });
  await plain.clone().withIccProfile('p3').png().toFile(file('p3.png'));
  // The file holds other numbers than sRGB's for the same colour; reading brings sRGB back.
  const raw = await sharp(file('p3.png'), { ignoreIcc: true }).raw().toBuffer();
  expect(Math.abs(raw[0] - 180)).toBeGreaterThan(3);
  const { image } = await readStill(file('p3.png'));
  [180, 60, 60].forEach((value, i) => {
    expect(Math.abs(image.data[i] - value)).toBeLessThanOrEqual(2);
  });
});

test('16-bit and grey pictures become 8-bit RGB', async () => {
  const deep = new Uint16Array(32 * 32).fill(0x8080);
  await sharp(deep, { raw: { width: 32, height: 32, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toFile(file('deep.png'));
  const { image, info } = await readStill(file('deep.png'));
  expect(info.bitDepth).toBe(16);
  expect(info.warnings.join()).toContain('16-bit');
  expect(image.data).toHaveLength(32 * 32 * 3);
  for (const value of image.data.subarray(0, 3)) expect(Math.abs(value - 128)).toBeLessThanOrEqual(1);
});

test('damage and impossible names are said', async () => {
  await writeStill(file('whole.jpg'), {
    width: 200,
    height: 200,
    data: new Uint8Array(120_000).map((_, i) => (i * 31) % 256),
  });
  const bytes = readFileSync(file('whole.jpg'));
  writeFileSync(file('cut.jpg'), bytes.subarray(0, Math.round(bytes.length / 2)));
  await expect(readStill(file('cut.jpg'))).rejects.toMatchObject({ code: 'input-truncated' });
  await expect(readStill(file('none.jpg'))).rejects.toMatchObject({ code: 'input-not-found' });
  await expect(writeStill(file('c.tga'), halves())).rejects.toMatchObject({ code: 'output-format' });
  const wide = { width: 20_000, height: 1, data: new Uint8Array(60_000) };
  await expect(writeStill(file('wide.webp'), wide)).rejects.toMatchObject({ code: 'output-format' });
  await expect(writeStill(path.join(folder, 'no', 'c.png'), halves())).rejects.toMatchObject({
    code: 'output-not-writable',
  });
});
