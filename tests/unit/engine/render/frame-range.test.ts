import { frameRangeOf } from '../../../../main/engine/render/frame-range';

const timestamps = Float64Array.from([0, 40_000, 80_000, 120_000]);

test('without frames the trim in seconds is passed on', () => {
  expect(frameRangeOf({ fromSeconds: 1, toSeconds: 2 }, timestamps)).toEqual({
    from: 0,
    to: 4,
    fromSeconds: 1,
    toSeconds: 2,
  });
});

test('frames become the times at which sound is cut', () => {
  expect(frameRangeOf({ fromFrame: 1, toFrame: 3 }, timestamps)).toEqual({
    from: 1,
    to: 3,
    fromSeconds: 0.04,
    toSeconds: 0.12,
  });
});

test('an out point past the end is the end, and leaves the sound whole there', () => {
  expect(frameRangeOf({ fromFrame: 2, toFrame: 9 }, timestamps)).toMatchObject({
    to: 4,
    toSeconds: undefined,
  });
});

test('an empty range is refused', () => {
  expect(() => frameRangeOf({ fromFrame: 3, toFrame: 2 }, timestamps)).toThrow(/No frame lies between/);
});
