import { fitLayout, packFit, unpackFit } from '../../../../main/engine/people/fit-row';
import { smoothFits } from '../../../../main/engine/people/smooth-fits';

const layout = fitLayout(4);

function rowsOf(yaws: readonly number[], blink: readonly number[]): Float32Array {
  const rows = new Float32Array(yaws.length * layout.columns);
  yaws.forEach((yawRadians, i) => {
    packFit(
      layout,
      {
        pose: { pitchRadians: 0, yawRadians, rollRadians: 0, translation: [0, 0, -600] },
        expression: Float32Array.of(blink[i], 0, 0, 0),
        light: new Float32Array(27),
        reprojectionError: 0.01,
      },
      new Float32Array(10),
      rows.subarray(i * layout.columns, (i + 1) * layout.columns),
    );
  });
  return rows;
}

const yawAt = (rows: Float32Array, i: number): number => rows[i * layout.columns + layout.pose + 1];

describe('fit rows', () => {
  it('give back what was packed', () => {
    const row = new Float32Array(layout.columns);
    const fit = {
      pose: { pitchRadians: 0.1, yawRadians: -0.2, rollRadians: 0.3, translation: [1, 2, -500] as const },
      expression: Float32Array.of(0.5, 0, 1, 0.25),
      light: Float32Array.from({ length: 27 }, (_, i) => i / 27),
      reprojectionError: 0.015,
    };
    const five = Float32Array.from({ length: 10 }, (_, i) => i * 3);
    packFit(layout, fit, five, row);
    const back = unpackFit(layout, row);
    expect([...back.fit.expression]).toEqual([...fit.expression]);
    expect([...back.fit.light]).toEqual([...fit.light]);
    expect([...back.fivePoints]).toEqual([...five]);
    expect(back.fit.pose.translation).toEqual([1, 2, -500]);
    expect(back.fit.pose.yawRadians).toBeCloseTo(-0.2, 6);
    expect(back.fit.reprojectionError).toBeCloseTo(0.015, 6);
  });
});

describe('smoothFits', () => {
  const n = 40;
  const times = Float64Array.from({ length: n }, (_, i) => i / 25);
  const even = new Float32Array(n).fill(1);

  it('keeps the negative weights of components, and clips those of units', () => {
    const rows = rowsOf(
      Array.from({ length: n }, () => 0),
      Array.from({ length: n }, () => -0.4),
    );
    const at = (smooth: Float32Array): number => smooth[20 * layout.columns + layout.expression];
    expect(at(smoothFits(layout, rows, times, new Float32Array(n), even, -1))).toBeCloseTo(-0.4, 5);
    expect(at(smoothFits(layout, rows, times, new Float32Array(n), even))).toBe(0);
  });

  it('never mixes what lies before and after a cut', () => {
    const yaws = Array.from({ length: n }, (_, i) => (i < 20 ? -0.4 : 0.4));
    const tracks = Float32Array.from({ length: n }, (_, i) => (i < 20 ? 1 : 2));
    const rows = rowsOf(yaws, new Array<number>(n).fill(0));
    const out = smoothFits(layout, rows, times, tracks, even);
    for (let i = 0; i < n; i++) expect(yawAt(out, i)).toBeCloseTo(yaws[i], 5);
  });

  it('keeps expressions within 0..1 where a parabola would overshoot', () => {
    const blink = Array.from({ length: n }, (_, i) => (i % 9 < 2 ? 1 : 0));
    const rows = rowsOf(new Array<number>(n).fill(0), blink);
    const out = smoothFits(layout, rows, times, new Float32Array(n), even);
    for (let i = 0; i < n; i++) {
      const value = out[i * layout.columns + layout.expression];
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  });
});

test('what turns the eyes is averaged longer than the rest of the expression', () => {
  const layout = fitLayout(2);
  const n = 25;
  const rows = new Float32Array(n * layout.columns);
  // Every other frame trembles.
  for (let i = 0; i < n; i++)
    rows.fill(
      0.4 + (i % 2 === 0 ? 0.1 : -0.1),
      i * layout.columns + layout.expression,
      i * layout.columns + layout.light,
    );
  const times = Float64Array.from({ length: n }, (_, i) => i / 25);
  const out = smoothFits(layout, rows, times, new Float32Array(n), new Float32Array(n).fill(1), 0, [1]);
  const [face, eye] = [0, 1].map((mode) =>
    Math.abs(out[12 * layout.columns + layout.expression + mode] - 0.4),
  );
  expect(eye).toBeLessThan(0.02);
  expect(eye).toBeLessThan(face / 2);
});
