/**
 * Training data of the volumetric network, made with the engine's own alignment, fit and rasterizer:
 *   node dist/prepare-volumes.js --portraits <folder with faces.csv and faces/> --held-out <file names> --out <folder>
 * Writes pictures.npy, fronts.npy, backs.npy and samples.csv (see ../README.md). Held-out portraits give
 * samples too, marked as such: training leaves them alone.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bakePortrait, type BakedPortrait } from '../../../assets/samples/generate/bake-portrait';
import { defaultCamera } from '../../../main/engine/geometry/projection';
import { identityShape } from '../../../main/engine/geometry/shape';
import { compose } from '../../../main/engine/geometry/similarity';
import { cropFromFrameOfFit } from '../../../main/engine/geometry/skin-samples';
import type { Camera, FaceModel, Similarity } from '../../../main/engine/geometry/types';
import type { Placement } from '../../../main/engine/geometry/posed-mesh';
import { warpImage } from '../../../main/engine/geometry/warp-image';
import { loadFaceModel } from '../../../main/engine/geometry/load-face-model';
import { InferencePool } from '../../../main/engine/inference/inference-pool';
import { ModelStore } from '../../../main/engine/models/model-store';
import { createRgbImage, type RgbImage } from '../../../main/engine/pixels/image';
import { volumeSide } from '../../../main/engine/volume/volume-space';
import { gaussian, seededRandom } from '../../facemesh-attention/calibrate/random-performance';
import { NpyFile } from './npy-file';
import { readPicture } from './poor-picture';
import { turnedFace } from './turned-face';
import { volumeColumns } from './volume-columns';

/** Focal length over the longer side of a portrait, as `bake-portrait.ts` has it. */
const portraitFocalRatio = 2.2;
/** Fits worse than this (median re-projection over the inter-ocular distance) teach nothing. */
const largestError = 0.025;
/** Skin of faces turned farther is half guessed: no textures from them. */
const largestYawRadians = 25 * (Math.PI / 180);

const { values: options } = parseArgs({
  options: {
    portraits: { type: 'string' },
    'held-out': { type: 'string' },
    out: { type: 'string' },
    'least-face': { type: 'string', default: '128' },
    real: { type: 'string', default: '6' },
    turned: { type: 'string', default: '18' },
    limit: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '4' },
  },
});

interface Portrait {
  readonly file: string;
  readonly person: string;
}

async function listPortraits(folder: string, leastFace: number, limit: number): Promise<Portrait[]> {
  const [head, ...lines] = (await readFile(path.join(folder, 'faces.csv'), 'utf8')).trim().split(/\r?\n/);
  const names = head.split(',');
  const column = (cells: string[], name: string): string => cells[names.indexOf(name)];
  return lines
    .map((line) => line.split(','))
    .filter((cells) => Number(column(cells, 'face_px')) >= leastFace && column(cells, 'kind') === 'colour')
    .slice(0, limit)
    .map((cells) => ({ file: column(cells, 'file'), person: column(cells, 'person') }));
}

/** A crop that is not quite where the five points say: landmarks of poor pictures err. */
function jittered(cropFromFrame: Similarity, random: () => number): Similarity {
  const scale = 1 + 0.03 * gaussian(random);
  const angle = 0.05 * gaussian(random);
  const [a, b] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  const middle = volumeSide / 2;
  const [dx, dy] = [1.5 * gaussian(random), 1.5 * gaussian(random)];
  const move: Similarity = {
    a,
    b,
    tx: middle - a * middle + b * middle + dx,
    ty: middle - b * middle - a * middle + dy,
  };
  return compose(move, cropFromFrame);
}

async function main(): Promise<void> {
  const { portraits: folder, out } = options;
  if (folder === undefined || out === undefined) throw new Error('--portraits and --out are needed');
  const [real, turned] = [Number(options.real), Number(options.turned)];
  const portraits = await listPortraits(folder, Number(options['least-face']), Number(options.limit));
  const heldOut = new Set(
    options['held-out'] === undefined ? [] : (await readFile(options['held-out'], 'utf8')).split(/\s+/),
  );
  await mkdir(out, { recursive: true });
  const models = new ModelStore();
  const pool = new InferencePool({ models, workers: 1 });
  const model = await loadFaceModel((await models.resolve('morphable-model')).path);
  const random = seededRandom(Number(options.seed));
  // In random order, so that what is written first is a fair sample and training can begin on it.
  for (let i = portraits.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [portraits[i], portraits[j]] = [portraits[j], portraits[i]];
  }
  const each = real + turned;
  const n = portraits.length * each;
  const s = volumeSide;
  const pictures = await NpyFile.open(path.join(out, 'pictures.npy'), 'u1', [n, s, s, 3]);
  const fronts = await NpyFile.open(path.join(out, 'fronts.npy'), 'u2', [n, s, s]);
  const backs = await NpyFile.open(path.join(out, 'backs.npy'), 'u2', [n, s, s]);
  const crop = createRgbImage(s, s);
  const [front, back] = [new Uint16Array(s * s), new Uint16Array(s * s)];
  const table = ['row,file,kind,held_out,yaw'];
  const begun = Date.now();
  let row = 0;

  async function write(
    portrait: Portrait,
    kind: string,
    image: RgbImage,
    face: FaceModel,
    neutral: Float32Array,
    placement: Placement,
    camera: Camera,
  ): Promise<void> {
    const exact = cropFromFrameOfFit(face, neutral, placement, camera, s);
    const cropFromFrame = jittered(exact, random);
    warpImage(image, cropFromFrame, crop);
    volumeColumns(face, neutral, placement, camera, cropFromFrame, front, back);
    await pictures.writeRow(row, crop.data);
    await fronts.writeRow(row, front);
    await backs.writeRow(row, back);
    const yaw = ((placement.pose.yawRadians * 180) / Math.PI).toFixed(1);
    table.push([row, portrait.file, kind, heldOut.has(portrait.file) ? 1 : 0, yaw].join(','));
    row++;
  }

  const earlier: RgbImage[] = [];
  for (const [index, portrait] of portraits.entries()) {
    const image = await readPicture(path.join(folder, 'faces', portrait.file));
    const baked: BakedPortrait | undefined = await bakePortrait(image, model, pool);
    if (baked !== undefined && baked.fit.reprojectionError <= largestError) {
      const neutral = identityShape(model, baked.shape);
      const focal = portraitFocalRatio * Math.max(image.width, image.height);
      const camera = defaultCamera(image.width, image.height, focal);
      for (let k = 0; k < real; k++) await write(portrait, 'real', image, model, neutral, baked.fit, camera);
      if (Math.abs(baked.fit.pose.yawRadians) < largestYawRadians) {
        for (let k = 0; k < turned; k++) {
          const behind =
            k % 3 === 0 || earlier.length === 0 ? image : earlier[Math.floor(random() * earlier.length)];
          const reshape = k % 2 === 0 ? 0.2 : 0.3 + 0.5 * random();
          const face = turnedFace(model, baked, behind, reshape, random);
          await write(portrait, 'turned', face.image, model, face.neutral, face.placement, face.camera);
        }
      }
    }
    if (!heldOut.has(portrait.file)) earlier.push(image);
    if (earlier.length > 200) earlier.shift();
    if (index % 25 === 24) {
      await writeFile(path.join(out, 'samples.csv'), `${table.join('\n')}\n`);
      process.stdout.write(
        `${index + 1} of ${portraits.length}, ${row} samples, ${((Date.now() - begun) / (index + 1)).toFixed(0)} ms each\n`,
      );
    }
  }
  await writeFile(path.join(out, 'samples.csv'), `${table.join('\n')}\n`);
  await pool.close();
  for (const file of [pictures, fronts, backs]) await file.close();
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
