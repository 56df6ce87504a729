import { largestComponent } from '../../../../main/engine/volume/largest-component';
import { vertexNormals } from '../../../../main/engine/geometry/shape';
import { marchingCubes, type Surface, type Volume } from '../../../../main/engine/volume/marching-cubes';
import { smoothSurface } from '../../../../main/engine/volume/smooth-surface';

const size = 40;

/** 1 in two balls of these radii, 0 elsewhere: surfaces full of steps. */
function balls(large: number, small: number): Volume {
  const data = new Float32Array(size ** 3);
  for (let z = 0, p = 0; z < size; z++) {
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++, p++) {
        const isLarge = Math.hypot(x - 15, y - 15, z - 15) < large;
        data[p] = isLarge || Math.hypot(x - 34, y - 34, z - 34) < small ? 1 : 0;
      }
    }
  }
  return { width: size, height: size, depth: size, data };
}

function radii(vertices: Float32Array): number[] {
  return Array.from({ length: vertices.length / 3 }, (_, v) =>
    Math.hypot(vertices[3 * v] - 15.5, vertices[3 * v + 1] - 15.5, vertices[3 * v + 2] - 15.5),
  );
}

const mean = (values: number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Mean angle between the surface's normals and those of a ball, radians. */
function roughness({ vertices, triangles }: Surface): number {
  const normals = new Float32Array(vertices.length);
  vertexNormals(triangles, vertices, normals);
  const angles = radii(vertices).map((radius, v) => {
    const [x, y, z] = vertices.subarray(3 * v, 3 * v + 3).map((value) => (value - 15.5) / radius);
    return Math.acos(Math.min(1, x * normals[3 * v] + y * normals[3 * v + 1] + z * normals[3 * v + 2]));
  });
  return mean(angles);
}

test('of two pieces the larger one is kept, whole', () => {
  const both = marchingCubes(balls(10, 3), 0.5);
  const one = largestComponent(both);
  const alone = marchingCubes(balls(10, 0), 0.5);
  expect(one.triangles.length).toBe(alone.triangles.length);
  expect(one.vertices.length).toBe(alone.vertices.length);
  expect(Math.max(...one.triangles)).toBe(one.vertices.length / 3 - 1);
  expect(Math.max(...radii(one.vertices))).toBeLessThan(11);
});

test('steps are smoothed away without shrinking', () => {
  const stepped = marchingCubes(balls(12, 0), 0.5);
  const smooth = smoothSurface(stepped, 8);
  const [before, after] = [radii(stepped.vertices), radii(smooth.vertices)];
  expect(roughness(smooth)).toBeLessThan(0.6 * roughness(stepped));
  expect(Math.abs(mean(after) - mean(before))).toBeLessThan(0.05);
});
