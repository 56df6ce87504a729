/**
 * Reads the training portraits with the landmark network:
 *   node dist/read-portraits.js --portraits DATA --out portraits.f32
 * One row of little-endian float32 a portrait: landmarks [478,3], pixels.
 */
import { appendFile, rm } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { detectFaces } from '../../../main/engine/faces/detect-faces';
import { findLandmarksOfDetection } from '../../../main/engine/faces/find-landmarks';
import { InferencePool } from '../../../main/engine/inference/inference-pool';
import { readStill } from '../../../main/engine/media/read-still';
import { ModelStore } from '../../../main/engine/models/model-store';
import { isHeldOut, listPortraits } from '../../../scripts/measure-face/held-out';

const { values: options } = parseArgs({
  options: {
    portraits: { type: 'string', default: '' },
    out: { type: 'string', default: 'portraits.f32' },
  },
});

async function main(): Promise<void> {
  const pool = new InferencePool({ models: new ModelStore(), workers: 1 });
  await rm(options.out, { force: true });
  try {
    for (const portrait of await listPortraits(options.portraits)) {
      if (portrait.kind !== 'colour' || isHeldOut(portrait)) continue;
      const { image } = await readStill(portrait.file);
      const [face] = await detectFaces(image, pool);
      if (face === undefined) continue;
      const { points } = await findLandmarksOfDetection(image, face, pool);
      await appendFile(options.out, Buffer.from(points.buffer, points.byteOffset, points.byteLength));
    }
  } finally {
    await pool.close();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
