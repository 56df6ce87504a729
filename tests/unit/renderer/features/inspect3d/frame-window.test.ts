import {
  frustumOf,
  windowAround,
  windowOfFrame,
} from '../../../../../renderer/features/inspect3d/frame-window';

const frame = { width: 1000, height: 800 };
const box = { left: 400, top: 300, right: 500, bottom: 420 };

test('the window has the pane’s shape, holds the face and is centred on it', () => {
  for (const aspect of [0.5, 1, 2]) {
    const window = windowAround(box, frame, aspect, 1);
    expect(window.width / window.height).toBeCloseTo(aspect);
    expect(window.left).toBeLessThan(box.left);
    expect(window.top + window.height).toBeGreaterThan(box.bottom);
    expect(window.left + window.width / 2).toBeCloseTo(450);
    expect(window.top + window.height / 2).toBeCloseTo(360);
  }
});

test('twice the zoom is half the window; near an edge it stays inside', () => {
  const once = windowAround(box, frame, 1, 1);
  expect(windowAround(box, frame, 1, 2).width).toBeCloseTo(once.width / 2);
  const corner = windowAround({ left: 0, top: 0, right: 100, bottom: 100 }, frame, 1, 1);
  expect([corner.left, corner.top]).toEqual([0, 0]);
  // Larger than the frame: what is over lies on both sides.
  const all = windowAround({ left: 0, top: 0, right: 1000, bottom: 800 }, frame, 1, 1);
  expect(all.top).toBeCloseTo((800 - all.height) / 2);
});

test('without a face the whole frame is shown', () => {
  const window = windowOfFrame(1000, 500, 1);
  expect(window).toEqual({ left: 0, top: -250, width: 1000, height: 1000 });
});

test('the frustum puts a camera-space point where the camera of the contract projects it', () => {
  const camera = { focalPixels: 900, centreX: 480, centreY: 410 };
  const window = windowAround(box, frame, 1.5, 1);
  const near = 20;
  const edges = frustumOf(window, camera, near);
  const [x, y, z] = [-35, 60, -700];
  const u = camera.centreX + (camera.focalPixels * x) / -z;
  const v = camera.centreY - (camera.focalPixels * y) / -z;
  const atNear = near / -z;
  expect((x * atNear - edges.left) / (edges.right - edges.left)).toBeCloseTo(
    (u - window.left) / window.width,
  );
  expect((edges.top - y * atNear) / (edges.top - edges.bottom)).toBeCloseTo((v - window.top) / window.height);
});
