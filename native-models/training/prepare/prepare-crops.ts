/**
 * Training data of the restorer, made with the engine's own alignment, fit and renderer:
 *   node dist/prepare-crops.js --portraits <folder with faces.csv and faces/> --out <folder> [--parts 2] [--limit n]
 *     [--min-face 128]
 * Writes crops.npy, embeddings.npy, priors.npy, coefficients.npy, valid.npy and crops.csv (see ../README.md).
 */
import { fork } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { workingCropSize } from '../../../main/engine/geometry/canonical-crop';
import { coefficientLength } from '../../../main/engine/geometry/coefficient-vector';
import { loadFaceModel } from '../../../main/engine/geometry/load-face-model';
import { priorChannels } from '../../../main/engine/geometry/render-prior';
import { scaleOf } from '../../../main/engine/geometry/similarity';
import { InferencePool } from '../../../main/engine/inference/inference-pool';
import { ModelStore } from '../../../main/engine/models/model-store';
import type { RgbImage } from '../../../main/engine/pixels/image';
import { fitPortrait, fitsPerPortrait, type WantedFits } from './fit-portrait';
import { NpyFile } from './npy-file';
import { readPicture } from './poor-picture';

const embeddingLength = 256;

const { values: options } = parseArgs({
  options: {
    portraits: { type: 'string' },
    out: { type: 'string' },
    parts: { type: 'string', default: '2' },
    part: { type: 'string' },
    limit: { type: 'string', default: '100000' },
    // Faces narrower than this are too poor to learn from at 256 px; for crops of 128 px 80 will do.
    'min-face': { type: 'string', default: '128' },
    'face-model': { type: 'string' },
  },
});

interface Portrait {
  readonly file: string;
  readonly person: string;
  readonly source: string;
  readonly kind: string;
  readonly face_px: string;
}

type Measured = Portrait & Record<string, string>;

async function listPortraits(folder: string, limit: number): Promise<Portrait[]> {
  const [head, ...lines] = (await readFile(path.join(folder, 'faces.csv'), 'utf8')).trim().split(/\r?\n/);
  const names = head.split(',');
  const column = (cells: string[], name: string): string => cells[names.indexOf(name)];
  return lines
    .map((line) => line.split(','))
    .filter((cells) => Number(column(cells, 'face_px')) >= Number(options['min-face']))
    .slice(0, limit)
    .map((cells) => ({
      file: column(cells, 'file'),
      person: column(cells, 'person'),
      source: column(cells, 'source'),
      kind: column(cells, 'kind'),
      face_px: column(cells, 'face_px'),
    }));
}

/** Every `parts`-th portrait into the shared arrays; rows go to the parent. */
async function preparePart(
  portraits: readonly Portrait[],
  folder: string,
  out: string,
  part: number,
  parts: number,
): Promise<void> {
  const models = new ModelStore();
  const pool = new InferencePool({ models, workers: 1 });
  const model = await loadFaceModel(options['face-model'] ?? (await models.resolve('morphable-model')).path);
  const count = coefficientLength(model);
  const n = portraits.length;
  const [s, fits] = [workingCropSize, fitsPerPortrait];
  const crops = await NpyFile.open(path.join(out, 'crops.npy'), 'u1', [n, s, s, 3]);
  const embeddings = await NpyFile.open(path.join(out, 'embeddings.npy'), 'f4', [n, embeddingLength]);
  const priors = await NpyFile.open(path.join(out, 'priors.npy'), 'u1', [n, fits, priorChannels, s, s]);
  const coefficients = await NpyFile.open(path.join(out, 'coefficients.npy'), 'f4', [n, fits, count]);
  const valid = await NpyFile.open(path.join(out, 'valid.npy'), 'u1', [n, fits]);
  try {
    for (let i = part; i < n; i += parts) {
      const portrait = portraits[i];
      const image = await readPicture(path.join(folder, 'faces', portrait.file));
      const row = await fitPortrait(image, model, pool, wantedFits(portrait), i + 1);
      if (row === undefined) {
        process.send?.({
          index: i,
          row: { ...portrait, scale: '1', skin_luma: '0', sharpness: '0', errors: '' },
        });
        continue;
      }
      await crops.writeRow(i, row.crop.data);
      await embeddings.writeRow(i, row.embedding);
      await priors.writeRow(i, row.priors);
      await coefficients.writeRow(i, row.coefficients);
      await valid.writeRow(i, row.valid);
      const measured: Measured = {
        ...portrait,
        scale: scaleOf(row.cropFromFrame).toFixed(4),
        skin_luma: skinLuma(row.crop).toFixed(4),
        sharpness: sharpness(row.crop).toFixed(1),
        errors: row.errors.map((e) => e.toFixed(4)).join(' '),
      };
      process.send?.({ index: i, row: measured });
    }
  } finally {
    await pool.close();
    for (const file of [crops, embeddings, priors, coefficients, valid]) await file.close();
  }
}

/** Grey prints are drawn too rarely in training to be worth a fit. */
function wantedFits(portrait: Portrait): WantedFits {
  return portrait.kind === 'grey' ? 'none' : 'all';
}

/** BT.601 luma 0..1 of the cheeks and the forehead of an aligned crop, median. */
function skinLuma(crop: RgbImage): number {
  const found: number[] = [];
  for (const [top, bottom, left, right] of [
    [142, 168, 74, 100],
    [142, 168, 156, 182],
    [66, 80, 104, 152],
  ]) {
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) found.push(lumaAt(crop, x, y) / 255);
    }
  }
  return found.sort((a, b) => a - b)[found.length >> 1];
}

/** Variance of the Laplacian of luma over the face, 8-bit units. */
function sharpness(crop: RgbImage): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 32; y < 224; y++) {
    for (let x = 48; x < 208; x++) {
      const around =
        lumaAt(crop, x - 1, y) + lumaAt(crop, x + 1, y) + lumaAt(crop, x, y - 1) + lumaAt(crop, x, y + 1);
      const v = around - 4 * lumaAt(crop, x, y);
      sum += v;
      squares += v * v;
      count++;
    }
  }
  return squares / count - (sum / count) ** 2;
}

function lumaAt(crop: RgbImage, x: number, y: number): number {
  const p = (y * crop.width + x) * 3;
  return 0.299 * crop.data[p] + 0.587 * crop.data[p + 1] + 0.114 * crop.data[p + 2];
}

/** Starts the parts as processes of their own and writes the table when all have ended. */
async function prepareAll(portraits: readonly Portrait[], out: string, parts: number): Promise<void> {
  await mkdir(out, { recursive: true });
  const rows: Measured[] = [];
  const begun = Date.now();
  await Promise.all(
    Array.from({ length: parts }, (_, part) => {
      return new Promise<void>((resolve, reject) => {
        const child = fork(__filename, [...process.argv.slice(2), '--part', String(part)]);
        child.on('message', ({ index, row }: { index: number; row: Measured }) => {
          rows[index] = row;
          const done = Object.keys(rows).length;
          if (done % 50 === 0)
            say(`${done} of ${portraits.length}, ${((Date.now() - begun) / done).toFixed(0)} ms each`);
        });
        child.on('exit', (code) => {
          if (code === 0) resolve();
          else reject(new Error(`part ${part} ended with ${code}`));
        });
      });
    }),
  );
  const names = Object.keys(rows[0]);
  const table = [names.join(','), ...rows.map((row) => names.map((name) => row[name]).join(','))];
  await writeFile(path.join(out, 'crops.csv'), `${table.join('\n')}\n`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  const { portraits: folder, out } = options;
  if (folder === undefined || out === undefined) throw new Error('--portraits and --out are needed');
  const portraits = await listPortraits(folder, Number(options.limit));
  const parts = Number(options.parts);
  if (options.part === undefined) await prepareAll(portraits, out, parts);
  else await preparePart(portraits, folder, out, Number(options.part), parts);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
