/**
 * Draws what the converted models find, one PNG for all pictures, and prints
 * how alike the faces are.
 *
 *   npm run show -- out.png <picture or folder>...
 */
import sharp from 'sharp';
import { findFaces, type Face } from './face-pipeline';
import { loadPicture, type Picture } from './picture';
import { picturePaths } from './picture-paths';
import { onnxRunner } from './run-onnx';

const TILE = 640;
const COLUMNS = 3;
const REFINED_FROM = 468;
/** Detector keypoints: eyes, nose, mouth, ears, the viewer's left first. */
const KEYPOINT_COLOURS = ['red', 'orange', 'yellow', 'white', 'magenta', 'violet'];

function drawing(picture: Picture, faces: Face[]): string {
  const dot = ([x, y]: readonly number[], radius: number, colour: string) =>
    `<circle cx="${x.toFixed(2)}" cy="${y.toFixed(2)}" r="${radius}" fill="${colour}"/>`;
  const shapes = faces.flatMap(({ detection, landmarks }) => {
    const [width, height] = detection.size;
    const [left, top] = [detection.centre[0] - width / 2, detection.centre[1] - height / 2];
    const unit = width / 250;
    return [
      `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="none" stroke="lime" stroke-width="${2 * unit}"/>`,
      ...landmarks.map((point, index) => dot(point, unit, index >= REFINED_FROM ? 'cyan' : 'lime')),
      ...detection.keypoints.map((point, index) => dot(point, 2.5 * unit, KEYPOINT_COLOURS[index])),
    ];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${picture.width}" height="${picture.height}">${shapes.join('')}</svg>`;
}

const [outPath, ...names] = process.argv.slice(2);
if (!outPath?.endsWith('.png')) throw new Error('name a .png file first, then pictures or folders');
const run = onnxRunner();
const tiles: Buffer[] = [];
const embeddings: Float32Array[] = [];
for (const path of picturePaths(names)) {
  const picture = await loadPicture(path);
  const faces = await findFaces(run, picture);
  embeddings.push(...faces.map(({ embedding }) => embedding));
  const scores = faces.map(({ detection, score }) => `${detection.score.toFixed(3)}/${score.toFixed(3)}`);
  console.log(`${path}: ${faces.length} faces, detector/mesh scores ${scores.join(' ')}`);
  const raw = { width: picture.width, height: picture.height, channels: 3 as const };
  const drawn = await sharp(picture.rgb, { raw })
    .composite([{ input: Buffer.from(drawing(picture, faces)) }])
    .png()
    .toBuffer();
  tiles.push(await sharp(drawn).resize(TILE, TILE, { fit: 'contain' }).toBuffer());
}
const rows = Math.ceil(tiles.length / COLUMNS);
const sheet = { width: COLUMNS * TILE, height: rows * TILE, channels: 3 as const, background: 'black' };
const placed = tiles.map((input, index) => ({
  input,
  left: (index % COLUMNS) * TILE,
  top: Math.floor(index / COLUMNS) * TILE,
}));
await sharp({ create: sheet }).composite(placed).png().toFile(outPath);

const similarity = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, index) => sum + value * b[index], 0);
console.log('similarity of each face with each other:');
for (const face of embeddings)
  console.log(embeddings.map((other) => similarity(face, other).toFixed(2).padStart(5)).join(' '));
