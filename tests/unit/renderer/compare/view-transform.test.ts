import {
  fitView,
  fitZoom,
  maxZoom,
  panBy,
  pictureRect,
  zoomTo,
  type View,
} from '../../../../renderer/features/compare/view-transform';

const pane = { width: 800, height: 500 };
const picture = { width: 1280, height: 720 };

/** Without the rounding of the corner to whole pixels. */
function placeAt({ zoom, centreX, centreY }: View, x: number, y: number) {
  const scale = zoom === 'fit' ? fitZoom(pane, picture, 16) : zoom;
  return [
    centreX + (x - pane.width / 2) / (picture.width * scale),
    centreY + (y - pane.height / 2) / (picture.height * scale),
  ];
}

test('what fits has its margin and stands in the middle', () => {
  const rect = pictureRect(fitView, pane, picture, 16);
  expect(rect.width).toBeCloseTo(768);
  expect(rect.left).toBe(16);
  expect(rect.top * 2 + rect.height).toBeCloseTo(500, 0);
});

test('zooming keeps the place under the pointer', () => {
  let view: View = fitView;
  const before = placeAt(view, 600, 300);
  for (const zoom of [1, 2.5, 7, 16]) {
    view = zoomTo(view, zoom, 600, 300, pane, picture, 16);
    const after = placeAt(view, 600, 300);
    expect(after[0]).toBeCloseTo(before[0], 9);
    expect(after[1]).toBeCloseTo(before[1], 9);
  }
});

test('1600 % is the most; smaller than half of what fits is not', () => {
  expect(zoomTo(fitView, 400, 0, 0, pane, picture, 16).zoom).toBe(maxZoom);
  expect(zoomTo(fitView, 0.0001, 0, 0, pane, picture, 16).zoom).toBeCloseTo(fitZoom(pane, picture, 16) / 2);
});

test('panning moves by what the pointer moved, and not beyond the picture', () => {
  const view = zoomTo(fitView, 4, 400, 250, pane, picture, 16);
  const from = pictureRect(view, pane, picture, 16);
  const to = pictureRect(panBy(view, 30, -20, pane, picture, 16), pane, picture, 16);
  expect([to.left - from.left, to.top - from.top]).toEqual([30, -20]);
  const far = pictureRect(panBy(view, 1e6, 1e6, pane, picture, 16), pane, picture, 16);
  expect([far.left, far.top]).toEqual([400, 250]);
  expect(panBy(fitView, 30, 30, pane, picture, 16)).toEqual(fitView);
});

test('an eight times larger after lies where before lies', () => {
  const small = pictureRect({ zoom: 8, centreX: 0.3, centreY: 0.6 }, pane, { width: 160, height: 90 }, 16);
  const large = pictureRect({ zoom: 1, centreX: 0.3, centreY: 0.6 }, pane, { width: 1280, height: 720 }, 16);
  expect(small).toEqual(large);
});
