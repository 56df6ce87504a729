import { clipRows } from '../../../../main/engine/lab/clips/clip-rows';
import { clipsCsv, sharpFlicker } from '../../../../main/engine/lab/report/clip-tables';
import type { LabClipFace, LabClips, LabClipValue } from '../../../../preload/contract/lab-clips';

const face = (person: number, flicker: number): LabClipFace => ({
  ...{ name: `clip ${person}`, file: person, person, frames: 50, shownFrame: 25, scale: 2 },
  sharp: { flicker, frameFlicker: 2 * flicker },
});
const value = (of: number, method: string, psnr: number): LabClipValue => ({
  ...{ face: of, method, shown: { psnr, ssim: 0.9 } },
  measures: {
    ...{ psnr, ssim: 0.9, identity: 0.8, landmarks: 0.01, sharpness: 0.7, flicker: 0.4, frameFlicker: 0.5 },
  },
});
const times = new Map([
  ['bicubic', [1, 3]],
  ['sr:both', [100, 200]],
]);
const values = [
  ...[value(0, 'bicubic', 30), value(0, 'sr:both', 31)],
  ...[value(1, 'bicubic', 20), value(1, 'sr:both', 23)],
];

test('what a method gains is taken face by face, and its interval is over people', () => {
  const [bicubic, ours] = clipRows(values, [face(0, 0.4), face(1, 0.6)], times, 1);
  expect(bicubic.gain).toEqual({ mean: 0, interval: [0, 0] });
  expect(ours.gain).toEqual({ mean: 2, interval: [1, 3] });
  expect(ours.milliseconds).toBe(150);
});

test('one person, in however many clips, has no interval', () => {
  const rows = clipRows(values, [face(0, 0.4), { ...face(0, 0.6), file: 1 }], times, 1);
  expect(rows.flatMap(({ gain, means }) => [gain.interval, means.psnr.interval])).toEqual(
    Array(4).fill(undefined),
  );
});

test('the sharp clips stand in the table with what they have by themselves', () => {
  const faces = [face(0, 0.4), face(1, 0.6)];
  const clips = { faces, values: [values[0]] } as unknown as LabClips;
  expect(sharpFlicker(clips)).toEqual({ flicker: 0.5, frameFlicker: 1 });
  expect(clipsCsv(clips).split('\n')).toEqual([
    'clip,person,frames,scale,method,psnr,ssim,identity,landmarks,sharpness,flicker,frameFlicker',
    'clip 0,1,50,2,sharp,,,,,,0.400000,0.800000',
    'clip 1,2,50,2,sharp,,,,,,0.600000,1.200000',
    'clip 0,1,50,2,bicubic,30.000000,0.900000,0.800000,0.010000,0.700000,0.400000,0.500000',
    '',
  ]);
});
