import {
  formatBytes,
  formatDuration,
  formatFrameRate,
  formatMoment,
  formatNumber,
  formatPercent,
  formatTimecode,
} from '../../../../renderer/strings/formats';

test('numbers follow the language', () => {
  expect(formatNumber(1234.5, 'en', 1)).toBe('1,234.5');
  expect(formatNumber(1234.5, 'de', 1)).toBe('1.234,5');
  expect(formatPercent(0.574, 'en')).toBe('57 %');
});

test('bytes are counted in thousands and never read as 1000 of a unit', () => {
  expect(
    [0, 999, 999_499, 999_700, 1_900_000, 38_400_000, 1.2e9].map((bytes) => formatBytes(bytes, 'en')),
  ).toEqual(['0 B', '999 B', '999 KB', '1.0 MB', '1.9 MB', '38 MB', '1.2 GB']);
});

test('durations carry into the next unit', () => {
  expect([0, 0.4, 26, 59.6, 188, 3599.7, 3723].map(formatDuration)).toEqual([
    '0:00',
    '0:00',
    '0:26',
    '1:00',
    '3:08',
    '1:00:00',
    '1:02:03',
  ]);
});

test('timecode counts frames of the nominal rate', () => {
  expect(formatTimecode(340, 25)).toBe('00:00:13:15');
  expect(formatTimecode(30, 29.97)).toBe('00:00:01:00');
  expect(formatTimecode(25 * 3600 + 24, 25)).toBe('01:00:00:24');
});

test('frame rates are whole where they are', () => {
  expect(formatFrameRate([25, 1], 'en')).toBe('25');
  expect(formatFrameRate([24000, 1001], 'en')).toBe('23.976');
  expect(formatFrameRate([0, 0], 'en')).toBe('0');
});

test('today is a time, earlier a date', () => {
  const now = new Date(2026, 10, 24, 18, 0).getTime();
  expect(formatMoment(new Date(2026, 10, 24, 9, 5).getTime(), now, 'de')).toBe('09:05');
  expect(formatMoment(new Date(2026, 10, 23, 9, 5).getTime(), now, 'en')).toBe('Nov 23, 2026');
});
