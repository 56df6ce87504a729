import { planTiles } from '../../../../main/engine/compose/plan-tiles';

test.each([
  [640, 360, 256, 16],
  [256, 256, 256, 16],
  [257, 100, 256, 16],
  [1000, 300, 64, 8],
  [30, 20, 64, 8],
  [225, 449, 256, 16],
])('tiles of %i x %i cover each pixel once and see its surroundings', (width, height, tile, overlap) => {
  const seen = new Uint8Array(width * height);
  for (const part of planTiles(width, height, tile, overlap)) {
    for (let y = part.keepTop; y < part.keepBottom; y++) {
      for (let x = part.keepLeft; x < part.keepRight; x++) seen[y * width + x]++;
    }
    expect(part.left).toBeGreaterThanOrEqual(0);
    if (width >= tile) expect(part.left + tile).toBeLessThanOrEqual(width);
    // What is kept has its overlap on each side that is not the frame's border.
    if (part.keepLeft > 0) expect(part.keepLeft - part.left).toBeGreaterThanOrEqual(overlap);
    if (part.keepRight < width) expect(part.left + tile - part.keepRight).toBeGreaterThanOrEqual(overlap);
    if (part.keepTop > 0) expect(part.keepTop - part.top).toBeGreaterThanOrEqual(overlap);
    if (part.keepBottom < height) expect(part.top + tile - part.keepBottom).toBeGreaterThanOrEqual(overlap);
  }
  expect(seen.every((count) => count === 1)).toBe(true);
});
