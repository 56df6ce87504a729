import { cubeTriangles } from '../../../../main/engine/volume/cube-polygons';
import { marchingCubes, type Surface, type Volume } from '../../../../main/engine/volume/marching-cubes';

function sample(size: number, value: (x: number, y: number, z: number) => number): Volume {
  const data = new Float32Array(size ** 3);
  for (let z = 0, p = 0; z < size; z++) {
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++, p++) data[p] = value(x + 0.5, y + 0.5, z + 0.5);
    }
  }
  return { width: size, height: size, depth: size, data };
}

const sphere = (centre: number, radius: number) => (x: number, y: number, z: number) =>
  radius - Math.hypot(x - centre, y - centre, z - centre);

/** Volume enclosed by anticlockwise triangles (divergence theorem): positive where they look outwards. */
function enclosed({ vertices: v, triangles }: Surface): number {
  let sum = 0;
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [3 * triangles[t], 3 * triangles[t + 1], 3 * triangles[t + 2]];
    sum +=
      v[a] * (v[b + 1] * v[c + 2] - v[b + 2] * v[c + 1]) +
      v[a + 1] * (v[b + 2] * v[c] - v[b] * v[c + 2]) +
      v[a + 2] * (v[b] * v[c + 1] - v[b + 1] * v[c]);
  }
  return sum / 6;
}

/** Edges that are not passed exactly once in each direction. */
function openEdges({ triangles, vertices }: Surface): number {
  const passes = new Map<number, number>();
  const count = vertices.length / 3;
  for (let t = 0; t < triangles.length; t += 3) {
    for (let k = 0; k < 3; k++) {
      const [a, b] = [triangles[t + k], triangles[t + ((k + 1) % 3)]];
      const key = a < b ? a * count + b : b * count + a;
      passes.set(key, (passes.get(key) ?? 0) + (a < b ? 1 : -1));
    }
  }
  return [...passes.values()].filter((sum) => sum !== 0).length;
}

describe('marching cubes', () => {
  test.each([5.3, 9, 12.7])(
    'a sphere of radius %f lies where it is, whole and the right way round',
    (radius) => {
      const surface = marchingCubes(sample(32, sphere(16.2, radius)), 0);
      const away = [];
      for (let i = 0; i < surface.vertices.length; i += 3) {
        const [x, y, z] = surface.vertices.subarray(i, i + 3);
        away.push(Math.abs(Math.hypot(x - 16.2, y - 16.2, z - 16.2) - radius));
      }
      // A distance is linear along a grid edge but for its curvature: an error below 1 / (8 radius).
      expect(Math.max(...away)).toBeLessThan(1 / (8 * radius));
      expect(openEdges(surface)).toBe(0);
      const vertices = surface.vertices.length / 3;
      expect(vertices - surface.triangles.length / 6).toBe(2); // Euler: V - E + F = 2 with E = 3 F / 2
      const ball = (4 / 3) * Math.PI * radius ** 3;
      expect(enclosed(surface) / ball).toBeGreaterThan(0.975);
      expect(enclosed(surface) / ball).toBeLessThan(1);
    },
  );

  test('a plane between samples is found exactly', () => {
    const { vertices } = marchingCubes(
      sample(8, (_x, _y, z) => 3.3 - z),
      0,
    );
    const inner = [];
    for (let i = 0; i < vertices.length; i += 3) {
      if (vertices[i] > 1 && vertices[i] < 7 && vertices[i + 1] > 1 && vertices[i + 1] < 7) {
        if (vertices[i + 2] > 1) inner.push(vertices[i + 2]);
      }
    }
    expect(inner.length).toBe(36);
    for (const z of inner) expect(z).toBeCloseTo(3.3, 5);
  });

  test('what reaches the border is closed there', () => {
    const full = marchingCubes(
      sample(4, () => 1),
      0.5,
    );
    expect(openEdges(full)).toBe(0);
    // A cube of 4 with its edges bevelled by half a sample.
    expect(enclosed(full)).toBeCloseTo(64 - 12 * 3 * 0.125 - 8 * (5 / 48), 4);
    expect(
      marchingCubes(
        sample(4, () => 0),
        0.5,
      ).triangles,
    ).toHaveLength(0);
  });

  test('noise, with every ambiguous face there is, gives no hole', () => {
    let state = 1;
    const random = (): number => (state = (state * 16807) % 2147483647) / 2147483647;
    expect(openEdges(marchingCubes(sample(16, random), 0.5))).toBe(0);
    expect(cubeTriangles.filter(({ length }) => length === 0)).toHaveLength(2);
  });

  test('a volume of another size than it says is refused', () => {
    expect(() => marchingCubes({ width: 2, height: 2, depth: 2, data: new Float32Array(7) }, 0)).toThrow(
      RangeError,
    );
  });
});
