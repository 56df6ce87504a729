import { CutDetector } from '../../../../main/engine/faces/cut-detector';
import { createRgbImage, type RgbImage } from '../../../../main/engine/pixels/image';
import { frameFromPortrait, loadPortrait, noiseFrame, placePortrait } from '../../../fixtures/portrait';

let portrait: RgbImage;
beforeAll(async () => {
  portrait = await loadPortrait();
});

test('a moving, turning, brightening scene is no cut', () => {
  const cuts = new CutDetector();
  for (let i = 0; i < 20; i++) {
    const frame = placePortrait(portrait, frameFromPortrait(1 + i / 60, i / 60, 120 + 4 * i, 120), 320, 240);
    for (let p = 0; p < frame.data.length; p++) frame.data[p] = Math.min(255, frame.data[p] + 2 * i);
    expect(cuts.next(frame)).toBe(false);
  }
});

test('another scene is a cut, once', () => {
  const cuts = new CutDetector();
  const before = placePortrait(portrait, frameFromPortrait(1, 0, 160, 120), 320, 240);
  const after = noiseFrame(320, 240);
  const seen = [before, before, before, after, after].map((frame) => cuts.next(frame));
  expect(seen).toEqual([false, false, false, true, false]);
});

test('a shaking camera raises the bar', () => {
  const cuts = new CutDetector();
  const bright = (value: number) => {
    const frame = createRgbImage(64, 36);
    frame.data.fill(value);
    return frame;
  };
  let cut = false;
  cuts.next(bright(100));
  for (let i = 0; i < 10; i++) cut ||= cuts.next(bright(i % 2 === 0 ? 112 : 100));
  expect(cut).toBe(false);
  expect(cuts.next(bright(130))).toBe(false); // 18 to 30 where 12 is usual
  expect(cuts.next(bright(230))).toBe(true);
});
