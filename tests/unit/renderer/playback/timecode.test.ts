import { formatTick, formatTimecode, parsePlace } from '../../../../renderer/features/playback/timecode';

test('a timecode counts whole frames of the rounded rate', () => {
  expect(formatTimecode(340, 25)).toBe('00:00:13:15');
  expect(formatTimecode(25 * 3600 + 26, 25)).toBe('01:00:01:01');
  expect(formatTimecode(30, 30_000 / 1001)).toBe('00:00:01:00');
});

test.each([25, 30_000 / 1001, 60])('what is written is read back at %p frames a second', (rate) => {
  for (const frame of [0, 1, 59, 1234, 98_765])
    expect(parsePlace(formatTimecode(frame, rate), rate)).toBe(frame);
});

test('short forms are understood, nonsense is not', () => {
  expect(parsePlace('340', 25)).toBe(340);
  expect(parsePlace('12:05', 25)).toBe(305);
  expect(parsePlace('1:00:00', 25)).toBe(1500);
  expect(parsePlace('1,5 s', 24)).toBe(36);
  for (const nonsense of ['', 'x', '1:', ':5', '1:2:3:4:5', '-3'])
    expect(parsePlace(nonsense, 25)).toBeUndefined();
});

test('a tick shows hours and frames only where they say something', () => {
  expect(formatTick(300, 25, 150)).toBe('00:12');
  expect(formatTick(305, 25, 5)).toBe('00:12:05');
  expect(formatTick(25 * 3600, 25, 1500)).toBe('01:00:00');
});
