import { lineAlpha } from '../../../../renderer/features/compare/gl/mesh-layer';

const face = Float32Array.of(0, 100, 0, 40, 290, 0, 20, 200, 0); // 190 frame pixels tall

test('mesh lines grow faint where they crowd, and never vanish', () => {
  expect(lineAlpha(face, 16)).toBe(0.75);
  expect(lineAlpha(face, 1.5)).toBeCloseTo(1 / 3);
  expect(lineAlpha(face, 0.1)).toBe(0.22);
});
