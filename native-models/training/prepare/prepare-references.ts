/**
 * Which portraits show the same person, and each one's 3D face under the other's texture:
 *   node dist/prepare-references.js --portraits <folder with faces/> --data <folder of prepare-crops.js>
 * Writes references.csv (target, reference: rows of crops.csv; cosine) and textured.npy into the data (see ../README.md).
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { workingCropSize } from '../../../main/engine/geometry/canonical-crop';
import { loadFaceModel } from '../../../main/engine/geometry/load-face-model';
import type { UvTexture } from '../../../main/engine/geometry/uv-texture';
import { InferencePool } from '../../../main/engine/inference/inference-pool';
import { ModelStore } from '../../../main/engine/models/model-store';
import { fitPortrait, fitsPerPortrait, textureOfPortrait } from './fit-portrait';
import { NpyFile } from './npy-file';
import { readPicture } from './poor-picture';

/** Different people lie about .03, one person mostly above .6. */
const samePersonCosine = 0.62;
const embeddingLength = 256;
/** A reference that was enlarged more than this into its crop has little to tell. */
const largestScale = 1.6;

interface Row {
  readonly file: string;
  readonly usable: boolean;
  readonly sharp: boolean;
}

interface Pair {
  readonly target: number;
  readonly reference: number;
  readonly cosine: number;
}

async function readRows(data: string): Promise<Row[]> {
  const [head, ...lines] = (await readFile(path.join(data, 'crops.csv'), 'utf8')).trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    const value = (name: string): string => cells[names.indexOf(name)];
    // The AI-made portraits show nobody twice, and prints are never guided.
    const usable =
      value('source') !== 'faker' && value('kind') === 'colour' && Number(value('sharpness')) > 0;
    return { file: value('file'), usable, sharp: Number(value('scale')) <= largestScale };
  });
}

/** Each portrait with the one that is surest to show the same person. */
async function findPairs(data: string, rows: readonly Row[]): Promise<Pair[]> {
  const file = await readFile(path.join(data, 'embeddings.npy'));
  const start = file.length - rows.length * embeddingLength * 4;
  const all = new Float32Array(file.buffer.slice(file.byteOffset + start, file.byteOffset + file.length));
  const cosine = (i: number, j: number): number => {
    let sum = 0;
    for (let k = 0; k < embeddingLength; k++) {
      sum += all[i * embeddingLength + k] * all[j * embeddingLength + k];
    }
    return sum;
  };
  const pairs: Pair[] = [];
  rows.forEach((row, target) => {
    if (!row.usable) return;
    let best: Pair | undefined;
    rows.forEach((other, reference) => {
      if (!other.usable || !other.sharp || reference === target) return;
      const found = cosine(target, reference);
      if (found > (best?.cosine ?? samePersonCosine)) best = { target, reference, cosine: found };
    });
    if (best !== undefined) pairs.push(best);
  });
  return pairs;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { portraits: { type: 'string' }, data: { type: 'string' } } });
  const { portraits, data } = values;
  if (portraits === undefined || data === undefined) throw new Error('--portraits and --data are needed');
  const rows = await readRows(data);
  const pairs = await findPairs(data, rows);
  const models = new ModelStore();
  const pool = new InferencePool({ models, workers: 1 });
  const model = await loadFaceModel((await models.resolve('morphable-model')).path);
  const size = workingCropSize;
  const shape = [pairs.length, fitsPerPortrait, 3, size, size];
  const textured = await NpyFile.open(path.join(data, 'textured.npy'), 'u1', shape);
  const read = (row: number): ReturnType<typeof readPicture> =>
    readPicture(path.join(portraits, 'faces', rows[row].file));
  const textures = new Map<number, UvTexture | undefined>();
  try {
    for (const [i, { target, reference }] of pairs.entries()) {
      if (!textures.has(reference)) {
        textures.set(reference, await textureOfPortrait(await read(reference), model, pool));
      }
      const texture = textures.get(reference);
      // The seed of prepare-crops.ts, so that the poor pictures behind the fits are the same.
      const row = await fitPortrait(await read(target), model, pool, 'all', target + 1, texture);
      if (row !== undefined && texture !== undefined) await textured.writeRow(i, row.textured);
      if (i % 25 === 0) process.stdout.write(`${i} of ${pairs.length}\n`);
    }
  } finally {
    await pool.close();
    await textured.close();
  }
  const lines = pairs.map(({ target, reference, cosine }) => `${target},${reference},${cosine.toFixed(3)}`);
  await writeFile(path.join(data, 'references.csv'), `${['target,reference,cosine', ...lines].join('\n')}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
