import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const canonicalFile = path.join('native-models', 'facemesh-attention', 'canonical-face.json');
/** Irises: centre, right, top, left, bottom edge as seen, first the left one's (see ../README.md). */
const irisPairs = [468, 473, 469, 476, 470, 475, 471, 474, 472, 477];

const canonicalSchema = z.object({ vertices: z.array(z.tuple([z.number(), z.number(), z.number()])) });
/** Points of the middle line lie no farther from it. */
const middleCentimetres = 1e-3;

/** Landmarks of the viewer's left half with their mirror images, those of the middle line with themselves. */
export async function mirrorPairs(): Promise<number[]> {
  const { vertices } = canonicalSchema.parse(JSON.parse(await readFile(canonicalFile, 'utf8')));
  const pairs: number[] = [];
  vertices.forEach(([x, y, z], p) => {
    if (x > middleCentimetres) return;
    let nearest = p;
    let least = Infinity;
    vertices.forEach(([otherX, otherY, otherZ], q) => {
      const distance = Math.hypot(otherX + x, otherY - y, otherZ - z);
      if (distance < least) [least, nearest] = [distance, q];
    });
    pairs.push(p, nearest);
  });
  return [...pairs, ...irisPairs];
}
