import {
  framesAhead,
  frameToShow,
  strideOf,
  type LookAhead,
} from '../../../../renderer/features/playback/look-ahead';

const ahead: LookAhead = {
  due: 10,
  framesPerSecond: 25,
  rate: 1,
  range: { first: 0, end: 100 },
  loop: false,
  secondsPerPicture: 0.02,
  concurrency: 3,
  count: 4,
};

test('a quick source is asked for every frame, from the one due on', () => {
  expect(strideOf(ahead)).toBe(1);
  expect(framesAhead(ahead)).toEqual([10, 11, 12, 13]);
  expect(framesAhead({ ...ahead, rate: -1 })).toEqual([10, 9, 8, 7]);
});

test('a slow source is asked for what can still come in time, on a grid', () => {
  const slow = { ...ahead, secondsPerPicture: 0.6 };
  const stride = strideOf(slow);
  expect(stride).toBe(5);
  const frames = framesAhead(slow);
  expect(frames).toEqual([25, 30, 35, 40]);
  // A frame later the same ones are named: nothing is asked for twice.
  expect(framesAhead({ ...slow, due: 11 }).every((frame) => frame % stride === 0)).toBe(true);
  expect(framesAhead({ ...slow, due: 10 })).toEqual(frames);
});

test('at the end it stops, or goes round', () => {
  expect(framesAhead({ ...ahead, due: 98 })).toEqual([98, 99]);
  expect(framesAhead({ ...ahead, due: 98, loop: true })).toEqual([98, 99, 0, 1]);
  const part = { ...ahead, due: 21, range: { first: 20, end: 23 }, loop: true, count: 9 };
  expect(framesAhead(part)).toEqual([21, 22, 20]);
});

test('of what is there the latest due is shown, never one that is still to come', () => {
  const there = new Set([5, 8, 12]);
  const isThere = (frame: number) => there.has(frame);
  expect(frameToShow(10, 1, 12, isThere)).toBe(8);
  expect(frameToShow(10, -1, 12, isThere)).toBe(12);
  expect(frameToShow(7, 1, 1, isThere)).toBeUndefined();
  expect(frameToShow(3, 1, 10, isThere)).toBeUndefined();
});
