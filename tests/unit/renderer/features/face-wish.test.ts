import { faceFilesStem, faceWishSchema, namesOf } from '../../../../preload/contract/studio/face-files';
import { defaultChoice, wishOf } from '../../../../renderer/features/inspect3d/face-wish';

test('at first the view and the film of a clip; of a photo only the view', () => {
  expect(namesOf(wishOf(defaultChoice, false))).toEqual([
    '-frontal.png',
    '-frontal-confidence.png',
    '-frontal.mp4',
  ]);
  expect(namesOf(wishOf({ ...defaultChoice, numbers: true, sequence: 'obj' }, true))).toEqual([
    '-frontal.png',
    '-frontal-confidence.png',
  ]);
});

test('everything at once is what the contract takes', () => {
  const all = {
    ...defaultChoice,
    ...{ volumetric: true, albedo: true, maps: true, coefficients: true, numbers: true },
    sequence: 'ply' as const,
    ...{ yaw: -90, pitch: 60, expression: 'neutral' as const, relit: true, light: { x: 0.6, y: 0 } },
  };
  const wish = wishOf(all, false);
  expect(faceWishSchema.parse(wish)).toEqual(wish);
  expect(wish.look).toEqual({
    yawDegrees: -90,
    pitchDegrees: 60,
    expression: 'neutral',
    light: [0.6, 0, 0.8],
  });
  expect(namesOf(wish)).toContain('-ply/');
  expect(new Set(namesOf(wish)).size).toBe(namesOf(wish).length);
});

test('files are named without what needs quoting', () => {
  expect(faceFilesStem('Gespräch (2).mp4', 'Dr. Zoë / Müller')).toBe('Gesprach-2-Dr-Zoe-Muller');
  expect(faceFilesStem('…', '…')).toBe('face');
});
