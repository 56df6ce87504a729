import { fromHalf, toHalf } from '../../../../main/engine/inference/half-precision';

test('halves are those of IEEE 754', () => {
  expect([0x0001, 0x03ff, 0x0400, 0x3555, 0x3c00, 0xc000, 0x7bff, 0x7c00].map(fromHalf)).toEqual([
    2 ** -24,
    1023 * 2 ** -24,
    2 ** -14,
    0.333251953125,
    1,
    -2,
    65504,
    Infinity,
  ]);
});

test('every finite half survives the way there and back', () => {
  for (let bits = 0; bits < 0x10000; bits++) {
    const value = fromHalf(bits);
    if (Number.isFinite(value) && toHalf(value) !== bits) throw new Error(`${bits} became ${toHalf(value)}`);
  }
});

test('numbers between halves go to the nearest, ties to the even one', () => {
  expect(toHalf(1 + 2 ** -11)).toBe(0x3c00);
  expect(toHalf(1 + 3 * 2 ** -11)).toBe(0x3c02);
  expect(toHalf(1 + 2 ** -11 + 2 ** -20)).toBe(0x3c01);
  expect(toHalf(2 - 2 ** -12)).toBe(0x4000);
  expect(toHalf(1e-9)).toBe(0);
  expect(toHalf(1e9)).toBe(0x7bff);
});
