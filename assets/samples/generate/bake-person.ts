/**
 * Makes the person of the synthetic clip from one CC0 portrait: shape, skin and a texture without light.
 *   node dist/bake-person.js <portrait>
 * Needed again only when the built-in face model changes; the portrait itself is not in the repository.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { detectFaces } from '../../../main/engine/faces/detect-faces';
import { findLandmarksOfDetection } from '../../../main/engine/faces/find-landmarks';
import { fitAlbedo } from '../../../main/engine/geometry/fit-albedo';
import { fitFace } from '../../../main/engine/geometry/fit-face';
import { loadFaceModel } from '../../../main/engine/geometry/load-face-model';
import { defaultCamera } from '../../../main/engine/geometry/projection';
import { albedoColours, identityShape } from '../../../main/engine/geometry/shape';
import { sampleSkin } from '../../../main/engine/geometry/skin-samples';
import { TextureUnwrapper } from '../../../main/engine/geometry/unwrap-texture';
import { InferencePool } from '../../../main/engine/inference/inference-pool';
import { readStill } from '../../../main/engine/media/read-still';
import { writeStill } from '../../../main/engine/media/write-still';
import { ModelStore } from '../../../main/engine/models/model-store';
import { createRgbImage } from '../../../main/engine/pixels/image';
import { personFile, textureFile, type Person } from './person';

const textureSize = 512;
/** A portrait lens, frames of 2.2 face widths: about 2 m away. */
const portraitFocalRatio = 2.2;

async function bake(portrait: string): Promise<void> {
  const models = new ModelStore();
  const model = await loadFaceModel((await models.resolve('morphable-model')).path);
  const { image } = await readStill(portrait);
  const pool = new InferencePool({ models, workers: 1 });
  try {
    const [face] = await detectFaces(image, pool);
    if (face === undefined) throw new Error(`no face in ${portrait}`);
    const landmarks = await findLandmarksOfDetection(image, face, pool);
    const focal = portraitFocalRatio * Math.max(image.width, image.height);
    const camera = defaultCamera(image.width, image.height, focal);
    const fit = fitFace(model, landmarks.points, camera);
    const neutral = identityShape(model, fit.shape);
    const { albedo, lights } = fitAlbedo(model, [sampleSkin(model, neutral, fit, camera, image)]);
    const unwrapper = new TextureUnwrapper(model, textureSize);
    unwrapper.add(neutral, fit, camera, image, { light: lights[0] });
    const texture = unwrapper.finish(albedoColours(model, albedo));
    const picture = createRgbImage(textureSize, textureSize);
    for (let i = 0; i < picture.data.length; i++) picture.data[i] = 255 * Math.min(1, texture.data[i]) + 0.5;
    await writeStill(textureFile, picture, { quality: 92 });
    const person: Person = {
      modelVersion: model.version,
      source: path.basename(portrait),
      licence: 'CC0-1.0',
      shape: Array.from(fit.shape, (v) => Math.round(v * 1e4) / 1e4),
      albedo: Array.from(albedo, (v) => Math.round(v * 1e4) / 1e4),
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
