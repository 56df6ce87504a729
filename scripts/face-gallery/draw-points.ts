import { readFile } from 'node:fs/promises';
import sharp from 'sharp';

export interface ColouredPoints {
  /** [n,3] x right, y up, z towards the viewer */
  readonly places: Float32Array;
  /** [n,3] */
  readonly colours: Uint8Array;
}

/** Vertices and colours of a binary PLY as `facet reconstruct` writes it. */
export async function readPly(file: string): Promise<ColouredPoints> {
  const bytes = await readFile(file);
  const end = bytes.indexOf('end_header\n') + 'end_header\n'.length;
  const header = bytes.toString('latin1', 0, end);
  const count = Number(/element vertex (\d+)/.exec(header)?.[1]);
  const row = 15; // x, y, z float32; red, green, blue uint8
  if (!header.includes('format binary_little_endian') || !Number.isInteger(count))
    throw new Error(`${file}: no such PLY`);
  const places = new Float32Array(count * 3);
  const colours = new Uint8Array(count * 3);
  for (let i = 0; i < count; i++) {
    for (let axis = 0; axis < 3; axis++) {
      places[i * 3 + axis] = bytes.readFloatLE(end + i * row + axis * 4);
      colours[i * 3 + axis] = bytes[end + i * row + 12 + axis];
    }
  }
  return { places, colours };
}

/** Points as small squares, the nearest in front, turned about the upright axis through their middle, without perspective. */
export function drawPoints(
  { places, colours }: ColouredPoints,
  yawDegrees: number,
  size: number,
): sharp.Sharp {
  const count = places.length / 3;
  const middle = [0, 1, 2].map((axis) => {
    let sum = 0;
    for (let i = axis; i < places.length; i += 3) sum += places[i];
    return sum / count;
  });
  let reach = 0;
  for (let i = 0; i < places.length; i++) reach = Math.max(reach, Math.abs(places[i] - middle[i % 3]));
  const scale = (0.48 * size) / reach;
  const dot = Math.ceil((1.6 * size) / Math.sqrt(count * 2));
  const [cos, sin] = [Math.cos((yawDegrees * Math.PI) / 180), Math.sin((yawDegrees * Math.PI) / 180)];
  const data = Buffer.alloc(size * size * 3, 36);
  const depth = new Float32Array(size * size).fill(-Infinity);
  for (let i = 0; i < places.length; i += 3) {
    const [x, y, z] = middle.map((centre, axis) => places[i + axis] - centre);
    const left = Math.round(size / 2 + scale * (cos * x + sin * z) - dot / 2);
    const top = Math.round(size / 2 - scale * y - dot / 2);
    const nearness = cos * z - sin * x;
    for (let v = Math.max(0, top); v < Math.min(size, top + dot); v++) {
      for (let u = Math.max(0, left); u < Math.min(size, left + dot); u++) {
        const p = v * size + u;
        if (nearness <= depth[p]) continue;
        depth[p] = nearness;
        data.set(colours.subarray(i, i + 3), p * 3);
      }
    }
  }
  return sharp(data, { raw: { width: size, height: size, channels: 3 } });
}
