import { isVariable } from '../../../../main/engine/media/frame-rate';
import {
  bitDepthOf,
  parseClock,
  parseFraction,
  uprightRotation,
} from '../../../../main/engine/media/probe-report';

test('fractions that mean nothing are undefined', () => {
  expect(parseFraction('30000/1001')).toEqual([30000, 1001]);
  expect(parseFraction('4:3')).toEqual([4, 3]);
  for (const nothing of ['0/0', '0:1', 'N/A', '', undefined]) expect(parseFraction(nothing)).toBeUndefined();
});

test('Matroska clock', () => {
  expect(parseClock('01:02:03.500000000')).toBeCloseTo(3723.5, 9);
  expect(parseClock('N/A')).toBeUndefined();
});

test('bit depth by pixel format', () => {
  const depths = {
    yuv420p: 8,
    yuv420p10le: 10,
    p010le: 10,
    yuv444p12le: 12,
    gray: 8,
    gray16le: 16,
    rgb48be: 16,
    gbrp10le: 10,
    nv12: 8,
  };
  for (const [format, bits] of Object.entries(depths))
    expect([format, bitDepthOf(format, undefined)]).toEqual([format, bits]);
});

test('rotation: the display matrix turns anticlockwise, the tag clockwise', () => {
  expect(uprightRotation({ index: 0, side_data_list: [{ rotation: -90 }] })).toBe(90);
  expect(uprightRotation({ index: 0, side_data_list: [{ rotation: 90 }] })).toBe(270);
  expect(uprightRotation({ index: 0, tags: { rotate: '180' } })).toBe(180);
  expect(uprightRotation({ index: 0 })).toBe(0);
});

describe('isVariable', () => {
  const steps = (count: number, step: (i: number) => number) => {
    const times = [0];
    for (let i = 0; i < count; i++) times.push(times[i] + step(i));
    return times;
  };

  test('millisecond rounding of 30 fps is not variation', () => {
    const times = Array.from({ length: 60 }, (_, i) => Math.round((i * 1000) / 30) / 1000);
    expect(isVariable(times, [1, 1000])).toBe(false);
  });

  test('a dropped frame, a pause and jitter are', () => {
    expect(
      isVariable(
        steps(50, (i) => (i === 20 ? 0.08 : 0.04)),
        [1, 90_000],
      ),
    ).toBe(true);
    expect(
      isVariable(
        steps(50, (i) => (i % 2 === 0 ? 0.03 : 0.045)),
        [1, 90_000],
      ),
    ).toBe(true);
  });
});
