import { widenToHead } from '../../../../main/engine/compose/head-mask';

const size = 256;

function disc(radius: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, p) => {
    const [x, y] = [(p % size) - size / 2, Math.floor(p / size) - size / 2];
    return Math.hypot(x, y) < radius ? 1 : 0;
  });
}

test('the face stays as it is, and what lies close around it is painted less and less', () => {
  const face = disc(70);
  const mask = { width: size, height: size, data: face.slice() };
  widenToHead(mask);
  const across = Array.from({ length: size / 2 }, (_, x) => mask.data[(size / 2) * size + size / 2 + x]);
  for (let x = 0; x < 70; x++) expect(across[x]).toBe(1);
  for (let x = 1; x < across.length; x++) expect(across[x]).toBeLessThanOrEqual(across[x - 1] + 1e-6);
  expect(across[85]).toBeGreaterThan(0.5);
  expect(across[120]).toBeLessThan(0.05);
  // No step that could be seen as an outline.
  for (let x = 1; x < across.length; x++) expect(across[x - 1] - across[x]).toBeLessThan(0.06);
});

test('where there is no face nothing is painted', () => {
  const mask = { width: size, height: size, data: new Float32Array(size * size) };
  widenToHead(mask);
  expect(Math.max(...mask.data)).toBe(0);
});
