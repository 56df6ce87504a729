import type { Surface } from './marching-cubes';

/** Taubin's pair: a step inwards and a slightly larger one outwards, a pass band of 0.1. */
const shrink = 0.5;
const swell = -0.53;

/**
 * Smooths a surface without shrinking it (Taubin 1995): marching cubes leaves steps where a silhouette crosses columns.
 * @param rounds of both steps
 */
export function smoothSurface({ vertices, triangles }: Surface, rounds: number): Surface {
  const out = vertices.slice();
  const sums = new Float32Array(vertices.length);
  const neighbours = new Float32Array(vertices.length / 3);
  for (let t = 0; t < triangles.length; t++) neighbours[triangles[t]]++;
  for (let round = 0; round < 2 * rounds; round++) {
    sums.fill(0);
    // Every edge of a closed surface lies in two triangles, once in each direction: each neighbour is counted once.
    for (let t = 0; t < triangles.length; t += 3) {
      for (let k = 0; k < 3; k++) {
        const from = 3 * triangles[t + k];
        const to = 3 * triangles[t + ((k + 1) % 3)];
        sums[from] += out[to];
        sums[from + 1] += out[to + 1];
        sums[from + 2] += out[to + 2];
      }
    }
    const step = round % 2 === 0 ? shrink : swell;
    for (let v = 0, i = 0; v < neighbours.length; v++, i += 3) {
      if (neighbours[v] === 0) continue;
      for (let c = i; c < i + 3; c++) out[c] += step * (sums[c] / neighbours[v] - out[c]);
    }
  }
  return { vertices: out, triangles };
}
