/** Triangles around the face (hair, neck, shoulders), as coarse as a sketch: they only have to look like a person. */
export interface SurroundMesh {
  /** [n,3] mm, model space of the head (hair, neck) or of the body */
  readonly vertices: Float32Array;
  /** [n,3] sRGB 0..1 before light */
  readonly colours: Float32Array;
  /** [t,3] counter-clockwise from outside */
  readonly triangles: readonly number[];
  /** The triangles that decide the normals: those seen from outside. */
  readonly outerTriangles: readonly number[];
}

/** A fixed scatter in 0..1 for a pair of numbers. */
function scatter(a: number, b: number): number {
  const s = Math.sin(a * 127.1 + b * 311.7) * 43758.5453;
  return s - Math.floor(s);
}

/** Smooth noise in 0..1 along one axis, period 1 in `x`, a new row for every `row`. */
function ripple(x: number, row: number): number {
  const i = Math.floor(x);
  const f = x - i;
  const w = f * f * (3 - 2 * f);
  return scatter(i, row) * (1 - w) + scatter(i + 1, row) * w;
}

function grid(
  columns: number,
  rows: number,
  place: (u: number, v: number) => [number, number, number],
  colour: (u: number, v: number) => [number, number, number],
  keep: (x: number, y: number, z: number) => boolean,
): SurroundMesh {
  const vertices = new Float32Array((columns + 1) * (rows + 1) * 3);
  const colours = new Float32Array(vertices.length);
  for (let r = 0, o = 0; r <= rows; r++) {
    for (let c = 0; c <= columns; c++, o += 3) {
      vertices.set(place(c / columns, r / rows), o);
      colours.set(colour(c / columns, r / rows), o);
    }
  }
  const triangles: number[] = [];
  const kept = (i: number): boolean => keep(vertices[3 * i], vertices[3 * i + 1], vertices[3 * i + 2]);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const i = r * (columns + 1) + c;
      const corners = [i, i + 1, i + columns + 1, i + columns + 2];
      if (!corners.every(kept)) continue;
      triangles.push(i, i + columns + 1, i + 1, i + 1, i + columns + 1, i + columns + 2);
    }
  }
  return { vertices, colours, triangles, outerTriangles: triangles };
}

/** Hair combed back over an ellipsoid skull, open where the face is; its inside shows beside the temples. */
export function hairMesh(colour: readonly [number, number, number]): SurroundMesh {
  const outside = hairOutside(colour);
  const inside: number[] = [];
  for (let t = 0; t < outside.triangles.length; t += 3) {
    inside.push(outside.triangles[t], outside.triangles[t + 2], outside.triangles[t + 1]);
  }
  return { ...outside, triangles: outside.triangles.concat(inside) };
}

function hairOutside(colour: readonly [number, number, number]): SurroundMesh {
  return grid(
    240,
    150,
    (u, v) => {
      // u runs around the vertical axis from the back, v from the top down.
      const azimuth = 2 * Math.PI * u;
      const polar = Math.PI * 0.78 * v;
      const ring = Math.sin(polar);
      const lump = 1 + ring * (0.014 * (ripple(u * 90, 1) - 0.5) + 0.02 * (ripple(u * 17 + v * 3, 2) - 0.5));
      return [
        -93 * lump * ring * Math.sin(azimuth),
        28 + 117 * lump * Math.cos(polar),
        2 - 119 * lump * ring * Math.cos(azimuth),
      ];
    },
    (u, v) => {
      const strand = 0.55 + 0.5 * ripple(u * 120 + Math.sin(v * 5), 3) + 0.25 * ripple(u * 40, 4);
      return [colour[0] * strand, colour[1] * strand, colour[2] * strand];
    },
    (x, y, z) => {
      if (z < -8) return true;
      // The hairline: an arch over the forehead down to the ears, a little ragged.
      const side = Math.abs(x) / 80;
      const ragged = 2.5 * ripple(x * 0.25, 5);
      return side < 1 ? y > 14 + ragged + 76 * Math.sqrt(1 - side * side) : y > 12 - 2.2 * (z + 8);
    },
  );
}

/** A neck that begins under the jaw. */
export function neckMesh(colour: readonly [number, number, number]): SurroundMesh {
  return grid(
    48,
    24,
    (u, v) => {
      const azimuth = 2 * Math.PI * u;
      const widen = 1 + 0.5 * v * v;
      return [-52 * widen * Math.sin(azimuth), -62 - 140 * v, -22 - 54 * Math.cos(azimuth)];
    },
    () => [...colour],
    () => true,
  );
}

/** Shoulders in a plain shirt, in a body that does not turn with the head. */
export function bodyMesh(colour: readonly [number, number, number]): SurroundMesh {
  return grid(
    96,
    40,
    (u, v) => {
      const azimuth = 2 * Math.PI * u;
      const spread = Math.sin(Math.min(1, 0.28 + 1.1 * v) * (Math.PI / 2));
      const drop = v < 0.12 ? 0 : (v - 0.12) / 0.88;
      return [
        -(62 + 165 * spread * Math.min(1, v * 2.2)) * Math.sin(azimuth),
        -146 - 50 * Math.min(1, v * 2) - 260 * drop * drop,
        -32 - (60 + 45 * spread * Math.min(1, v * 3)) * Math.cos(azimuth),
      ];
    },
    (_u, v) => (v < 0.05 ? [colour[0] * 0.8, colour[1] * 0.8, colour[2] * 0.8] : [...colour]),
    () => true,
  );
}
