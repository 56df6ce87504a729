/**
 * Makes the person of the synthetic clip from one CC0 portrait: shape, skin and a texture without light.
 *   node dist/bake-person.js <portrait>
 * Needed again only when the built-in face model changes; the portrait itself is not in the repository.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadFaceModel } from '../../../main/engine/geometry/load-face-model';
import { InferencePool } from '../../../main/engine/inference/inference-pool';
import { readStill } from '../../../main/engine/media/read-still';
import { writeStill } from '../../../main/engine/media/write-still';
import { ModelStore } from '../../../main/engine/models/model-store';
import { createRgbImage } from '../../../main/engine/pixels/image';
import { bakePortrait } from './bake-portrait';
import { personFile, textureFile, type Person } from './person';

async function bake(portrait: string): Promise<void> {
  const models = new ModelStore();
  const model = await loadFaceModel((await models.resolve('morphable-model')).path);
  const { image } = await readStill(portrait);
  const pool = new InferencePool({ models, workers: 1 });
  try {
    const baked = await bakePortrait(image, model, pool);
    if (baked === undefined) throw new Error(`no face in ${portrait}`);
    const { texture } = baked;
    const picture = createRgbImage(texture.size, texture.size);
    for (let i = 0; i < picture.data.length; i++) picture.data[i] = 255 * texture.data[i] + 0.5;
    await writeStill(textureFile, picture, { quality: 92 });
    const person: Person = {
      modelVersion: model.version,
      source: path.basename(portrait),
      licence: 'CC0-1.0',
      shape: Array.from(baked.shape, (v) => Math.round(v * 1e4) / 1e4),
      albedo: Array.from(baked.albedo, (v) => Math.round(v * 1e4) / 1e4),
    };
    await writeFile(personFile, `${JSON.stringify(person)}\n`);
  } finally {
    await pool.close();
  }
}

bake(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
