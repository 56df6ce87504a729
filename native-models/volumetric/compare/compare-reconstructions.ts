/**
 * Both reconstructions against known surfaces, from poorer and poorer pictures:
 *   node dist/compare-reconstructions.js --portraits <folder with faces.csv and faces/> --held-out <file names> [--count 40]
 * `rendered`: the skin of held-out portraits on faces of random shape, pose and light, whose surface is exact. `portraits`:
 * the fit of the sharp picture stands for the truth, which favours the morphable route. Prints a table in Markdown; `--json FILE` also writes the figures there.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bakePortrait } from '../../../assets/samples/generate/bake-portrait';
import { workingCropSize } from '../../../main/engine/geometry/canonical-crop';
import { loadFaceModel } from '../../../main/engine/geometry/load-face-model';
import { createPosedMesh, poseMesh, type Placement } from '../../../main/engine/geometry/posed-mesh';
import { defaultCamera } from '../../../main/engine/geometry/projection';
import { identityShape } from '../../../main/engine/geometry/shape';
import type { Camera, FaceModel } from '../../../main/engine/geometry/types';
import { InferencePool } from '../../../main/engine/inference/inference-pool';
import { ModelStore } from '../../../main/engine/models/model-store';
import type { RgbImage } from '../../../main/engine/pixels/image';
import { chooseVolumeNetwork } from '../../../main/engine/volume/volume-network';
import { seededRandom } from '../../facemesh-attention/calibrate/random-performance';
import { readPicture } from '../../training/prepare/poor-picture';
import { turnedFace } from '../../training/prepare/turned-face';
import { writeFigures } from '../../../scripts/figures/write-figures';
import { surfaceError } from './aligned-error';
import { frameOfPixels, restoredFrame } from './poor-inputs';
import { findFace, reconstructBoth, routes, type Route } from './reconstruct-both';

const { values: options } = parseArgs({
  options: {
    portraits: { type: 'string' },
    'held-out': { type: 'string' },
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '99' },
    json: { type: 'string' },
  },
});

const pixels = [128, 64, 32] as const;
/** As portraits' fits of training have it. */
const portraitFocalRatio = 2.2;
/** Surfaces seen flatter than this are not judged, nor what lies outside the face. */
const leastFacing = 0.2;
/** Every so many vertices are judged. */
const stride = 7;

/** Which errors, mm, were found under `kind|pixels|restored|route`. */
const found = new Map<string, number[]>();
const missed = new Map<string, number>();

/** A picture with a known surface. */
interface KnownFace {
  readonly kind: 'rendered' | 'portraits';
  readonly image: RgbImage;
  readonly neutral: Float32Array;
  readonly placement: Placement;
  readonly camera: Camera;
}

/** [n,3] mm before the camera: the vertices of the face itself that turn to the viewer. */
function judgedPoints(model: FaceModel, { neutral, placement, camera }: KnownFace): Float32Array {
  const mesh = createPosedMesh(model);
  poseMesh(model, neutral, placement, camera, { a: 1, b: 0, tx: 0, ty: 0 }, mesh);
  const points: number[] = [];
  for (let v = 0; v < model.vertexCount; v += stride) {
    const region = model.regionNames[model.region[v]];
    const isFace = ['skin', 'lips', 'eyebrow', 'nostril'].includes(region) && model.paintWeight[v] > 0.5;
    if (isFace && mesh.facing[v] > leastFacing) points.push(...mesh.inCamera.subarray(3 * v, 3 * v + 3));
  }
  return Float32Array.from(points);
}

async function main(): Promise<void> {
  const { portraits: folder, 'held-out': list } = options;
  if (folder === undefined || list === undefined) throw new Error('--portraits and --held-out are needed');
  const files = (await readFile(list, 'utf8')).split(/\s+/).filter((name) => name !== '');
  const step = Math.max(1, files.length / Number(options.count));
  const chosen = Array.from(
    { length: Math.min(files.length, Number(options.count)) },
    (_, i) => files[Math.floor(i * step)],
  );
  const models = new ModelStore();
  const pool = new InferencePool({ models, workers: 1 });
  const model = await loadFaceModel((await models.resolve('morphable-model')).path);
  const entries = await models.entries();
  const network = chooseVolumeNetwork(entries);
  const random = seededRandom(Number(options.seed));

  async function judge(known: KnownFace): Promise<void> {
    const { image, camera, kind } = known;
    const sharp = await findFace(image, pool);
    if (sharp === undefined) return;
    const truth = judgedPoints(model, known);
    for (const across of ['all', ...pixels] as const) {
      const poor =
        across === 'all' ? image : await frameOfPixels(image, sharp.cropFromFrame, workingCropSize, across);
      for (const restored of across === 'all' ? [false] : [false, true]) {
        const at = `${kind}|${across}|${restored ? 'restored' : 'as it is'}`;
        const blind = await findFace(poor, pool, sharp.fivePoints);
        const frame =
          restored && blind !== undefined
            ? await restoredFrame(poor, blind.cropFromFrame, entries, pool)
            : poor;
        const face = blind === undefined ? undefined : await findFace(frame, pool, sharp.fivePoints);
        if (face === undefined) {
          missed.set(at, (missed.get(at) ?? 0) + 1);
          continue;
        }
        const surfaces = await reconstructBoth(frame, face, camera, model, network, pool);
        for (const route of routes) {
          const key = `${at}|${route}`;
          found.set(key, [...(found.get(key) ?? []), surfaceError(truth, surfaces[route])]);
        }
      }
    }
  }

  for (const [index, file] of chosen.entries()) {
    const image = await readPicture(path.join(folder, 'faces', file));
    const baked = await bakePortrait(image, model, pool);
    if (baked === undefined) continue;
    const focal = portraitFocalRatio * Math.max(image.width, image.height);
    const camera = defaultCamera(image.width, image.height, focal);
    const neutral = identityShape(model, baked.shape);
    await judge({ kind: 'portraits', image, neutral, placement: baked.fit, camera });
    await judge({ kind: 'rendered', ...turnedFace(model, baked, image, 0.6, random) });
    process.stderr.write(`${index + 1} of ${chosen.length}\n`);
  }
  await pool.close();
  for (const kind of ['rendered', 'portraits'] as const) process.stdout.write(`${tableOf(kind)}\n\n`);
  if (options.json !== undefined) await writeFigures(options.json, figures());
}

/** Of one kind and poverty of pictures: mean distances and what 90 % of them do not exceed, mm. */
export interface ReconstructionFigures {
  readonly kind: KnownFace['kind'];
  /** Pixels across the crop; `all`: the picture as it is. */
  readonly across: string;
  readonly restored: boolean;
  readonly pictures: number;
  readonly notFound: number;
  readonly mean: Readonly<Record<Route, number>>;
  readonly worstTenth: Readonly<Record<Route, number>>;
}

function figures(): ReconstructionFigures[] {
  const told: ReconstructionFigures[] = [];
  for (const kind of ['rendered', 'portraits'] as const) {
    for (const across of ['all', ...pixels.map(String)]) {
      for (const restored of across === 'all' ? [false] : [false, true]) {
        const at = `${kind}|${across}|${restored ? 'restored' : 'as it is'}`;
        const of = (route: Route) => (found.get(`${at}|${route}`) ?? []).filter(Number.isFinite);
        const byRoute = (figure: (values: readonly number[]) => number) =>
          Object.fromEntries(routes.map((route) => [route, figure(of(route))])) as Record<Route, number>;
        told.push({
          ...{ kind, across, restored, pictures: of('morphable').length, notFound: missed.get(at) ?? 0 },
          mean: byRoute((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
          worstTenth: byRoute(
            (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.9)] ?? NaN,
          ),
        });
      }
    }
  }
  return told;
}

function tableOf(kind: KnownFace['kind']): string {
  const lines = [
    `| ${kind}, pixels across the crop | ${routes.join(' | ')} | worst tenth: ${routes.slice(1).join(', ')} | not found |`,
    `|---|${'---|'.repeat(routes.length + 2)}`,
  ];
  for (const across of ['all', ...pixels]) {
    for (const restored of across === 'all' ? ['as it is'] : ['as it is', 'restored']) {
      const at = `${kind}|${across}|${restored}`;
      const of = (route: Route): number[] => (found.get(`${at}|${route}`) ?? []).filter(Number.isFinite);
      const cells = routes.map((route) => mean(of(route)));
      const worst = routes.slice(1).map((route) => {
        const sorted = of(route).sort((a, b) => a - b);
        return (sorted[Math.floor(sorted.length * 0.9)] ?? NaN).toFixed(2);
      });
      const lost =
        (missed.get(at) ?? 0) + (found.get(`${at}|volumetric`)?.length ?? 0) - of('volumetric').length;
      lines.push(
        `| ${across}${restored === 'restored' ? ', restored first' : ''} | ${cells.join(' | ')} | ${worst.join(', ')} | ${lost} |`,
      );
    }
  }
  lines.push('', `(${found.get(`${kind}|all|as it is|morphable`)?.length ?? 0} pictures)`);
  return lines.join('\n');
}

function mean(values: readonly number[]): string {
  return (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(2);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
