import {
  clampView,
  followPlayhead,
  frameOfX,
  framesAtPercent,
  rulerTicks,
  stripTiles,
  wholeClip,
  xOfFrame,
  zoomAround,
  zoomPercent,
} from '../../../../renderer/features/timeline/time-scale';

test('every frame is found again where it is drawn, at every zoom', () => {
  for (const view of [wholeClip(1050), { start: 33.3, frames: 61.7 }]) {
    for (let frame = Math.ceil(view.start); frame < view.start + view.frames - 1; frame++) {
      expect(frameOfX(xOfFrame(frame, view, 900), view, 900, 1050)).toBe(frame);
    }
  }
  expect(frameOfX(-50, wholeClip(10), 100, 10)).toBe(0);
  expect(frameOfX(500, wholeClip(10), 100, 10)).toBe(9);
});

test('zooming keeps the frame where it is and never leaves the clip', () => {
  let view = wholeClip(1050);
  const x = xOfFrame(700, view, 900);
  for (let i = 0; i < 4; i++) view = zoomAround(view, 700.5, 2, 1050);
  expect(xOfFrame(700, view, 900)).toBeCloseTo(x, 0);
  for (let i = 0; i < 20; i++) view = zoomAround(view, 0, 2, 1050);
  expect(view.frames).toBe(12);
  expect(clampView({ start: 2000, frames: 100 }, 1050)).toEqual({ start: 950, frames: 100 });
});

test('the zoom slider runs from the whole clip to the closest and back', () => {
  for (const percent of [0, 25, 60, 100]) {
    expect(zoomPercent({ start: 0, frames: framesAtPercent(percent, 1050) }, 1050)).toBe(percent);
  }
});

test('a playhead that leaves the view turns the page', () => {
  const view = { start: 100, frames: 50 };
  expect(followPlayhead(view, 149, 1000)).toBe(view);
  expect(followPlayhead(view, 150, 1000)).toEqual({ start: 150, frames: 50 });
  expect(followPlayhead(view, 20, 1000)).toEqual({ start: 20, frames: 50 });
});

test('labels of the ruler keep their distance and stand at round times', () => {
  for (const frames of [12, 100, 1050, 90_000, 2_000_000]) {
    const { step, ticks } = rulerTicks({ start: 0, frames }, 900, 25, 80);
    const labels = ticks.filter(({ isLabelled }) => isLabelled);
    expect((step / frames) * 900).toBeGreaterThanOrEqual(frames === 2_000_000 ? 70 : 80);
    expect(labels.length).toBeGreaterThan(0);
    expect(ticks.length).toBeLessThan(60);
  }
});

test('thumbnails cover the view, and only it; a small zoom asks for mostly the same ones', () => {
  const tiles = stripTiles({ start: 200, frames: 400 }, 900, 64, 1050);
  expect(tiles[0].left).toBeLessThanOrEqual(0);
  expect(tiles[tiles.length - 1].left + 64).toBeGreaterThanOrEqual(900);
  expect(tiles.length).toBeLessThan(18);
  const zoomed = stripTiles({ start: 200, frames: 396 }, 900, 64, 1050);
  const before = new Set(tiles.map(({ frame }) => frame));
  expect(zoomed.filter(({ frame }) => before.has(frame)).length).toBeGreaterThan(zoomed.length / 2);
});
