import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { focalRatioOfExif } from '../../../../main/engine/media/exif-lens';
import { probeStill } from '../../../../main/engine/media/probe-still';

const folder = mkdtempSync(path.join(tmpdir(), 'facet-lens-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A block of one directory and the camera's own, each entry [tag, type, value]. */
function block(own: readonly (readonly [number, number, number])[], little: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(64 + 12 * own.length));
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, little);
  view.setUint32(4, 8, little);
  const write = (at: number, entries: readonly (readonly [number, number, number])[]): void => {
    view.setUint16(at, entries.length, little);
    entries.forEach(([tag, type, value], i) => {
      const start = at + 2 + 12 * i;
      view.setUint16(start, tag, little);
      view.setUint16(start + 2, type, little);
      view.setUint32(start + 4, 1, little);
      if (type === 3) view.setUint16(start + 8, value, little);
      else view.setUint32(start + 8, value, little);
    });
  };
  write(8, [[0x8769, 4, 32]]);
  write(32, own);
  return new Uint8Array(view.buffer);
}
const lens = (millimetres: number) => [0xa405, 3, millimetres] as const;

test('36 mm on a 36 x 24 picture is as long as the picture is wide, in either byte order', () => {
  for (const little of [true, false]) {
    expect(focalRatioOfExif(block([lens(36)], little), 3600, 2400)).toBeCloseTo(1, 12);
    expect(focalRatioOfExif(block([lens(36)], little), 2400, 3600)).toBeCloseTo(1, 12);
  }
});

test('the equivalent goes by the diagonal: 26 mm of a 4:3 telephone', () => {
  const ratio = focalRatioOfExif(block([lens(26)], true), 4032, 3024);
  expect(ratio).toBeCloseTo((26 / 43.2666) * (5040 / 4032), 4);
});

test('a picture cut since says nothing, one made smaller or turned does', () => {
  const exif = block([lens(50), [0xa002, 4, 6000], [0xa003, 4, 4000]], false);
  expect(focalRatioOfExif(exif, 2000, 2000)).toBeUndefined();
  expect(focalRatioOfExif(exif, 1500, 1000)).toBeCloseTo(50 / 36, 3);
  expect(focalRatioOfExif(exif, 1000, 1500)).toBeCloseTo(50 / 36, 3);
});

test('no lens, an implausible one, a damaged or empty block: undefined', () => {
  expect(focalRatioOfExif(block([[0xa002, 3, 100]], true), 100, 100)).toBeUndefined();
  for (const odd of [0, 3, 900]) expect(focalRatioOfExif(block([lens(odd)], true), 100, 100)).toBeUndefined();
  const whole = block([lens(50)], true);
  for (let cut = 0; cut < 44; cut++) {
    expect(focalRatioOfExif(whole.subarray(0, cut), 100, 100)).toBeUndefined();
  }
  expect(focalRatioOfExif(whole, 100, 100)).toBeDefined();
});

test.each(['png', 'jpeg', 'webp'] as const)('a %s names its lens, or none', async (format) => {
  // libvips remembers what it read by name.
  const [told, untold] = ['told', 'untold'].map((name) => path.join(folder, `${name}.${format}`));
  const picture = () => sharp({ create: { width: 120, height: 80, channels: 3, background: '#888' } });
  await picture()
    .withExif({ IFD2: { FocalLengthIn35mmFilm: '85' } })
    .toFormat(format)
    .toFile(told);
  expect((await probeStill(told, 1000))?.focalRatio).toBeCloseTo(85 / 36, 6);
  await picture().toFormat(format).toFile(untold);
  expect(await probeStill(untold, 1000)).not.toHaveProperty('focalRatio');
});
