import { bestViews, viewScore, type View } from '../../../../main/engine/people/best-frames';

const view = (row: number, change: Partial<View> = {}): View => ({
  row,
  sharpness: 100,
  interOcularPixels: 60,
  yawRadians: 0,
  confidence: 0.9,
  ...change,
});

describe('viewScore', () => {
  it('prefers the sharper, larger, more frontal and more certain view', () => {
    const base = viewScore(view(0));
    expect(viewScore(view(0, { sharpness: 200 }))).toBeGreaterThan(base);
    expect(viewScore(view(0, { interOcularPixels: 90 }))).toBeGreaterThan(base);
    expect(viewScore(view(0, { yawRadians: -0.6 }))).toBeLessThan(base);
    expect(viewScore(view(0, { confidence: 0.5 }))).toBeLessThan(base);
    expect(viewScore(view(0, { yawRadians: 2 }))).toBe(0);
  });
});

describe('bestViews', () => {
  it('takes the best of every stretch, so that the views are spread over the clip', () => {
    const views = Array.from({ length: 40 }, (_, row) => view(row, { sharpness: row % 10 === 7 ? 300 : 50 }));
    expect(bestViews(views, 4).map((v) => v.row)).toEqual([7, 17, 27, 37]);
  });

  it('takes all there are when there are fewer than asked for', () => {
    expect(bestViews([view(3), view(4)], 8).map((v) => v.row)).toEqual([3, 4]);
    expect(bestViews([], 8)).toEqual([]);
  });
});
