import { Rasterizer } from '../../../../main/engine/geometry/rasterizer';

/** One big square facing the viewer, tilted in depth: u = x/z places. */
function tiltedSquare(): {
  places: Float32Array;
  inverseDepth: Float32Array;
  triangles: Uint16Array;
  depth: Float32Array;
} {
  // Corners in camera space (x, y, depth), focal 64, centre 32.
  const corners = [
    [-20, -20, 80],
    [20, -20, 120],
    [20, 20, 120],
    [-20, 20, 80],
  ];
  const places = new Float32Array(8);
  const inverseDepth = new Float32Array(4);
  corners.forEach(([x, y, d], i) => {
    places[2 * i] = 32 + (64 * x) / d;
    places[2 * i + 1] = 32 - (64 * y) / d;
    inverseDepth[i] = 1 / d;
  });
  return {
    places,
    inverseDepth,
    triangles: Uint16Array.of(0, 1, 2, 0, 2, 3),
    depth: Float32Array.from(corners, (c) => c[2]),
  };
}

describe('Rasterizer', () => {
  it('gives a tilted plane its exact depth, and attributes that are linear in space, not on screen', () => {
    const { places, inverseDepth, triangles, depth } = tiltedSquare();
    const raster = new Rasterizer(64);
    raster.draw(places, inverseDepth, triangles);
    const plane = new Float32Array(64 * 64);
    raster.interpolate(depth, 1, plane);
    let checked = 0;
    let worst = 0;
    for (let p = 0; p < plane.length; p++) {
      if (raster.inverseDepth[p] === 0) continue;
      // The plane: depth = 100 + x, and x = (u - 32) depth / 64.
      const s = ((p % 64) + 0.5 - 32) / 64;
      const exact = 100 / (1 - s);
      worst = Math.max(worst, Math.abs(1 / raster.inverseDepth[p] - exact), Math.abs(plane[p] - exact));
      checked++;
    }
    expect(worst).toBeLessThan(0.01);
    expect(checked).toBeGreaterThan(500);
  });

  it('covers exactly the area of what is drawn', () => {
    const raster = new Rasterizer(32);
    const places = Float32Array.of(4.3, 27.6, 25.1, 20.2, 11.7, 3.9);
    raster.draw(places, Float32Array.of(1, 1, 1), Uint16Array.of(0, 1, 2));
    const area = Math.abs((25.1 - 4.3) * (3.9 - 27.6) - (11.7 - 4.3) * (20.2 - 27.6)) / 2;
    expect(Math.abs(raster.coverage.reduce((a, b) => a + b, 0) - area)).toBeLessThan(0.01 * area);
  });

  it('leaves no crack or double edge where triangles meet', () => {
    const raster = new Rasterizer(32);
    const places = Float32Array.of(2, 30, 30, 30, 30, 2, 2, 2, 13.37, 17.11);
    raster.draw(places, new Float32Array(5).fill(1), Uint16Array.of(0, 1, 4, 1, 2, 4, 2, 3, 4, 3, 0, 4));
    let least = 1;
    for (let y = 3; y < 29; y++) {
      for (let x = 3; x < 29; x++) least = Math.min(least, raster.coverage[y * 32 + x]);
    }
    expect(least).toBe(1);
  });

  it('shows the nearer of two triangles whatever their order, and none that faces away', () => {
    const places = Float32Array.of(0, 16, 16, 16, 0, 0, 0, 16, 16, 16, 0, 0);
    const near = Float32Array.of(0.01, 0.01, 0.01, 0.02, 0.02, 0.02);
    const raster = new Rasterizer(16);
    raster.draw(places, near, Uint16Array.of(0, 1, 2, 3, 4, 5));
    expect(raster.triangle[10 * 16 + 2]).toBe(1);
    raster.draw(places, near, Uint16Array.of(3, 4, 5, 0, 1, 2));
    expect(raster.triangle[10 * 16 + 2]).toBe(0);
    raster.draw(places, near, Uint16Array.of(0, 2, 1));
    expect(raster.touchedCount).toBe(0);
  });

  it('draws nothing behind the camera and survives triangles far outside', () => {
    const raster = new Rasterizer(16);
    raster.draw(Float32Array.of(0, 16, 16, 16, 0, 0), Float32Array.of(1, -1, 1), Uint16Array.of(0, 1, 2));
    expect(raster.touchedCount).toBe(0);
    raster.draw(
      Float32Array.of(-1e5, 1e5, 1e5, 1e5, 0, -1e5),
      Float32Array.of(1, 1, 1),
      Uint16Array.of(0, 1, 2),
    );
    expect(raster.touchedCount).toBe(256);
  });
});
