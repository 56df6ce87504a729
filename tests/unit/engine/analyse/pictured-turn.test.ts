import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { createEngine } from '../../../../main/engine/engine';
import { EngineParts } from '../../../../main/engine/engine-parts';
import { seeShape } from '../../../../main/engine/faces/see-shape';
import { cropPoseOf } from '../../../../main/engine/geometry/crop-pose';
import { fitFace } from '../../../../main/engine/geometry/fit-face';
import { misreadingOf } from '../../../../main/engine/geometry/misreading-of';
import { identitySimilarity } from '../../../../main/engine/geometry/similarity';
import type { Pose } from '../../../../main/engine/geometry/types';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { analysePeople, type AnalysedPerson } from '../../../../scripts/measure-face/analysed-input';
import { loadPortrait, portraitFile } from '../../../fixtures/portrait';

// A lens of twice the angle's tangent that is assumed where nothing is named.
const wideAngle = { IFD2: { FocalLengthIn35mmFilm: '18' } };

test('a head in a picture is turned as the shape network sees it, whether or not the lens is named', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'facet-turn-'));
  const parts = new EngineParts({ workers: 1 });
  const engine = createEngine({ workers: 1 });
  const pool = new InferencePool({ models: parts.models, workers: 1 });
  try {
    const model = await parts.faceModel();
    const [untold, told] = ['untold', 'told'].map((name) => path.join(folder, `${name}.png`));
    await sharp(portraitFile).png().toFile(untold);
    await sharp(portraitFile).withExif(wideAngle).png().toFile(told);
    const [plain] = await analysePeople(engine, untold, folder);
    const [named] = await analysePeople(engine, told, folder);
    expect(plain.project.media.focalRatio).toBeUndefined();
    expect(named.project.camera.focalPixels).toBeLessThan(0.6 * plain.project.camera.focalPixels);
    const seen = await seeShape(await loadPortrait(), plain.frames[0].landmarks478, pool);
    if (seen === undefined) throw new Error('too small');
    const off = ({ project }: AnalysedPerson, pose: Pose): number => {
      const found = cropPoseOf(pose, [0, 0, 0], project.camera, identitySimilarity, 1);
      const angles = [found.pitchRadians, found.yawRadians, found.rollRadians];
      return Math.hypot(...angles.map((angle, axis) => angle - seen.turn[axis]));
    };
    for (const one of [plain, named]) {
      const [{ landmarks478, fit }] = one.frames;
      const alone = fitFace(model, landmarks478, one.project.camera, {
        identity: Float32Array.from(one.person.shape),
        correction: Float32Array.from(one.person.correction),
        misreading: misreadingOf(model),
      });
      expect(off(one, fit.pose)).toBeLessThan(0.6 * off(one, alone.pose));
      expect(fit.reprojectionError).toBeLessThan(0.05);
    }
  } finally {
    await pool.close();
    await engine.dispose();
    await rm(folder, { recursive: true, force: true });
  }
});
