/**
 * Prints what it costs to draw the 3D face on one core: `node dist/measure-rasterizer.js [--json FILE]`. Milliseconds, median of the
 * runs, for a face that fills the picture as the aligned crop does: posing the mesh; rasterizing; the whole prior (pose,
 * raster, light, colour, normals, coverage, confidence); and the prior with the mask for painting, as a render needs it.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cropFromFrameOfFit } from '../main/engine/geometry/skin-samples';
import { faceModelAt } from '../main/engine/geometry/load-face-model';
import { createPosedMesh, drawMesh, poseMesh } from '../main/engine/geometry/posed-mesh';
import { Rasterizer } from '../main/engine/geometry/rasterizer';
import { priorChannels, renderPrior } from '../main/engine/geometry/render-prior';
import { albedoColours, identityShape } from '../main/engine/geometry/shape';
import type { Camera, FaceFit } from '../main/engine/geometry/types';
import { packageRoot } from '../main/engine/models/package-root';
import { writeFigures } from './figures/write-figures';

/** Milliseconds at an edge of `size` pixels. */
export interface RasterizerFigures {
  readonly size: number;
  readonly pose: number;
  readonly raster: number;
  readonly prior: number;
  readonly withMask: number;
}

const sizes = [64, 128, 256, 512];
const runs = 40;

/** Median milliseconds of `work` after it is warm. */
function median(work: () => void): number {
  for (let i = 0; i < 10; i++) work();
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const started = performance.now();
    work();
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[runs >> 1];
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'string' } } });
  const figures: RasterizerFigures[] = [];
  const model = await faceModelAt(path.join(packageRoot(), 'native-models', 'facet-face', 'facet-face.ffm'));
  const neutral = identityShape(model, new Float32Array(model.identityModes));
  const albedo = albedoColours(model, new Float32Array(model.albedoModes));
  const camera: Camera = { focalPixels: 1400, centreX: 640, centreY: 360 };
  const fit: FaceFit = {
    pose: { pitchRadians: 0.1, yawRadians: 0.35, rollRadians: 0.05, translation: [20, -10, -700] },
    expression: new Float32Array(model.expressionNames.length),
    light: new Float32Array(27),
    reprojectionError: 0.01,
  };
  const mesh = createPosedMesh(model);
  process.stdout.write(`${model.vertexCount} vertices, ${model.triangles.length / 3} triangles\n`);
  process.stdout.write('  size    pose  raster   prior  + mask\n');
  for (const size of sizes) {
    const cropFromFrame = cropFromFrameOfFit(model, neutral, fit, camera, size);
    const raster = new Rasterizer(size);
    const planes = new Float32Array(priorChannels * size * size);
    const paintMask = { width: size, height: size, data: new Float32Array(size * size) };
    const times = [
      median(() => {
        poseMesh(model, neutral, fit, camera, cropFromFrame, mesh);
      }),
      median(() => {
        drawMesh(raster, model, mesh);
      }),
      median(() => {
        renderPrior(raster, model, neutral, albedo, fit, camera, cropFromFrame, planes);
      }),
      median(() => {
        renderPrior(raster, model, neutral, albedo, fit, camera, cropFromFrame, planes, paintMask);
      }),
    ];
    const cells = times.map((time) => time.toFixed(2).padStart(8)).join('');
    process.stdout.write(`${String(size).padStart(6)}${cells}\n`);
    figures.push({ size, pose: times[0], raster: times[1], prior: times[2], withMask: times[3] });
  }
  if (values.json !== undefined) await writeFigures(values.json, figures);
}

void main();
