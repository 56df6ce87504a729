/**
 * Training data of the coefficients' network: faces about which everything is known.
 *   node dist/prepare-faces.js --portraits <folder with faces.csv and faces/> --training <file names> \
 *     --held-out <file names> --out <folder> [--rounds 8] [--limit N] [--seed 5]
 * Every portrait gives its own picture with its fit, and its skin, where it is good for that, four renders a round of
 * random faces under random light. Writes pictures.u8, truths.f32 and portraits.txt, row by row (see known-face.ts); training may
 * begin while they grow.
 */
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { detectFaces } from '../../../main/engine/faces/detect-faces';
import { findLandmarksOfDetection } from '../../../main/engine/faces/find-landmarks';
import { loadFaceModel } from '../../../main/engine/geometry/load-face-model';
import { InferencePool } from '../../../main/engine/inference/inference-pool';
import { ModelStore } from '../../../main/engine/models/model-store';
import type { RgbImage } from '../../../main/engine/pixels/image';
import { usableSkin } from '../../../scripts/measure-face/usable-skin';
import { seededRandom } from '../../facemesh-attention/calibrate/random-performance';
import { dressedFaces } from './dressed-face';
import { rowOf, type KnownFace } from './known-face';
import { photographedFace } from './photographed-face';
import { readPicture } from './poor-picture';
import { turnedFace } from './turned-face';

/** Every other turned face stands before another portrait than its skin's. */
const rememberedBackgrounds = 60;

const { values: options } = parseArgs({
  options: {
    portraits: { type: 'string', default: '' },
    training: { type: 'string', default: '' },
    'held-out': { type: 'string', default: '' },
    out: { type: 'string', default: '' },
    rounds: { type: 'string', default: '8' },
    limit: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '5' },
  },
});

async function namesIn(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).split(/\s+/).filter((name) => name !== '');
}

async function main(): Promise<void> {
  const { portraits: folder, out } = options;
  const heldOut = new Set(await namesIn(options['held-out']));
  const random = seededRandom(Number(options.seed));
  const files = [...heldOut, ...(await namesIn(options.training))]
    .map((name) => ({ name, order: random() }))
    .sort((a, b) => a.order - b.order)
    .slice(0, Number(options.limit))
    .map(({ name }) => name);
  await mkdir(out, { recursive: true });
  for (const name of ['pictures.u8', 'truths.f32', 'portraits.txt'])
    await writeFile(path.join(out, name), '');
  const models = new ModelStore();
  const pool = new InferencePool({ models, workers: 1 });
  const model = await loadFaceModel((await models.resolve('morphable-model')).path);
  const backgrounds: RgbImage[] = [];
  const begun = Date.now();
  let rows = 0;

  async function write(face: KnownFace, portrait: number, isHeldOut: boolean): Promise<void> {
    const { picture, truth } = rowOf(model, face, portrait, isHeldOut);
    await appendFile(path.join(out, 'pictures.u8'), picture);
    await appendFile(path.join(out, 'truths.f32'), Buffer.from(truth.buffer));
    rows++;
  }

  for (const [index, name] of files.entries()) {
    const file = path.join(folder, 'faces', name);
    const aside = heldOut.has(name);
    await appendFile(path.join(out, 'portraits.txt'), `${name}\n`);
    const image = await readPicture(file);
    const [detected] = await detectFaces(image, pool);
    if (detected === undefined) continue;
    const landmarks = await findLandmarksOfDetection(image, detected, pool);
    const photographed = await photographedFace(image, landmarks, model, pool);
    if (photographed !== undefined) await write(photographed, index, aside);
    const skin = await usableSkin(file, model, pool);
    for (let round = 0; skin !== undefined && round < Number(options.rounds); round++) {
      for (const face of dressedFaces(model, skin, random)) await write(face, index, aside);
      for (const behind of [image, backgrounds[Math.floor(random() * backgrounds.length)] ?? image]) {
        await write({ kind: 'turned', ...turnedFace(model, skin, behind, 1, random) }, index, aside);
      }
    }
    if (!aside) backgrounds.push(image);
    if (backgrounds.length > rememberedBackgrounds) backgrounds.shift();
    if (index % 10 === 9) {
      const each = ((Date.now() - begun) / (index + 1)).toFixed(0);
      process.stdout.write(
        `${index + 1} of ${files.length} portraits, ${rows} faces, ${each} ms a portrait\n`,
      );
    }
  }
  await pool.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
