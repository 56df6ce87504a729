import {
  layOutLens,
  layOutStage,
  lensPanes,
  panesToPaint,
  splitStage,
} from '../../../../renderer/features/compare/stage-layout';
import { startWipe } from '../../../../renderer/features/compare/wipe-line';
import { fitView } from '../../../../renderer/features/compare/view-transform';

const canvas = { width: 1000, height: 600 };
const output = { width: 1280, height: 720 };
const look = { mode: 'side', view: fitView, blinkShows: 'before' } as const;

test('side by side shows the same part of the picture twice', () => {
  const { panes } = layOutStage(look, canvas, output, 1);
  expect(panes.map(({ shows }) => shows)).toEqual(['before', 'after']);
  const [a, b] = panes;
  expect(a.picture.width).toBe(b.picture.width);
  expect(a.picture.left - a.clip.left).toBe(b.picture.left - b.clip.left);
  expect(a.clip.left + a.clip.width).toBeLessThan(b.clip.left + 1 || Infinity);
});

test('wide pictures in a narrow stage stand above each other', () => {
  const [a, b] = splitStage({ width: 600, height: 900 }, output, true, 1);
  expect(b.top).toBeGreaterThan(a.height);
  const [c, d] = splitStage({ width: 1000, height: 600 }, { width: 720, height: 1280 }, true, 1);
  expect(d.left).toBeGreaterThan(c.width);
});

test('without an enhanced picture there is no difference to show', () => {
  const layout = layOutStage({ ...look, mode: 'difference' }, canvas, output, 1);
  const paint = (hasAfter: boolean) =>
    panesToPaint({ mode: 'difference', wipe: startWipe, gain: 4 }, layout, hasAfter, [0, 0, 0])[0].show;
  expect(paint(true)).toBe('difference');
  expect(paint(false)).toBe('before');
});

test.each([
  [5, 5],
  [995, 595],
  [500, 300],
  [995, 5],
])('the lens at %d, %d is inside the canvas and not under the pointer', (x, y) => {
  const layout = layOutStage({ ...look, mode: 'wipe' }, canvas, output, 1);
  const { before, after } = layOutLens(layout, x, y);
  expect(before.left).toBeGreaterThanOrEqual(0);
  expect(before.top).toBeGreaterThanOrEqual(0);
  expect(after.left + after.width).toBeLessThanOrEqual(1000);
  expect(before.top + before.height).toBeLessThanOrEqual(600);
  const isUnder =
    x >= before.left && x < after.left + after.width && y >= before.top && y < before.top + before.height;
  expect(isUnder).toBe(false);
});

test('the lens has the place pointed at in the middle of both halves', () => {
  const layout = layOutStage({ ...look, mode: 'wipe' }, canvas, output, 1);
  const lens = layOutLens(layout, 400, 300);
  for (const { clip, picture } of lensPanes(lens, { x: 0.25, y: 0.5 }, output, [0, 0, 0])) {
    expect(picture.left + 0.25 * picture.width).toBeCloseTo(clip.left + clip.width / 2);
    expect(picture.top + 0.5 * picture.height).toBeCloseTo(clip.top + clip.height / 2);
  }
});
