import { frameAt, playRange, shuttle, type PlayPace } from '../../../../renderer/features/playback/clock';

const pace: PlayPace = { framesPerSecond: 25, rate: 1, range: { first: 0, end: 100 }, loop: false };
const anchor = { frame: 10, atSeconds: 1000 };

test('wall time decides the frame: a stall drops frames and does not slow the clip', () => {
  expect(frameAt(anchor, 1000, pace).frame).toBe(10);
  expect(frameAt(anchor, 1000.04, pace).frame).toBe(11);
  expect(frameAt(anchor, 1002, pace).frame).toBe(60);
  expect(frameAt(anchor, 1000.5, { ...pace, rate: 4 }).frame).toBe(60);
});

test('every frame of 30000/1001 comes at its time despite rounding', () => {
  const ntsc = { ...pace, framesPerSecond: 30_000 / 1001, range: { first: 0, end: 10_000 } };
  for (let frame = 0; frame < 5000; frame += 7) {
    const due = 1000 + (frame * 1001) / 30_000;
    expect(frameAt({ frame: 0, atSeconds: 1000 }, due, ntsc).frame).toBe(frame);
  }
});

test('backwards it stops at the first frame, forwards at the last', () => {
  expect(frameAt(anchor, 1000.2, { ...pace, rate: -1 })).toEqual({ frame: 5, ended: false });
  expect(frameAt(anchor, 1009, { ...pace, rate: -1 })).toEqual({ frame: 0, ended: true });
  expect(frameAt(anchor, 1009, pace)).toEqual({ frame: 99, ended: true });
});

test('looping goes round inside the chosen part, either way', () => {
  const part = { ...pace, range: { first: 10, end: 20 }, loop: true };
  expect(frameAt(anchor, 1000 + 12 / 25, part)).toEqual({ frame: 12, ended: false });
  expect(frameAt(anchor, 1000 + 3 / 25, { ...part, rate: -1 })).toEqual({ frame: 17, ended: false });
});

test('the marked part plays where the playhead is in it, the whole clip elsewhere', () => {
  expect(playRange(100, 10, 20, 15)).toEqual({ first: 10, end: 20 });
  expect(playRange(100, 10, 20, 20)).toEqual({ first: 0, end: 100 });
  expect(playRange(100, undefined, undefined, 20)).toEqual({ first: 0, end: 100 });
  expect(playRange(100, 90, 500, 95)).toEqual({ first: 90, end: 100 });
});

test('L and J run through the speeds and turn round at once', () => {
  expect(shuttle(false, 1, 1)).toBe(1);
  expect(shuttle(true, 1, 1)).toBe(2);
  expect(shuttle(true, 8, 1)).toBe(8);
  expect(shuttle(true, 4, -1)).toBe(-1);
  expect(shuttle(true, -2, -1)).toBe(-4);
});
