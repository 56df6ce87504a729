import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { createEngine } from '../../../../main/engine/engine';
import { seeShape } from '../../../../main/engine/faces/see-shape';
import { cropPoseOf } from '../../../../main/engine/geometry/crop-pose';
import { identitySimilarity } from '../../../../main/engine/geometry/similarity';
import type { Camera } from '../../../../main/engine/geometry/types';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { analysePeople } from '../../../../scripts/measure-face/analysed-input';
import { loadPortrait, portraitFile } from '../../../fixtures/portrait';

// 36 mm of a square picture are 1.18 times its edge, next to the 1.2 that are assumed where nothing is named.
const likeAssumed = { IFD2: { FocalLengthIn35mmFilm: '36' } };

test('a head is turned as the shape network sees it where the picture names its lens', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'facet-lens-'));
  const engine = createEngine({ workers: 1 });
  const pool = new InferencePool({ models: new ModelStore(), workers: 1 });
  try {
    const [untold, told] = ['untold', 'told'].map((name) => path.join(folder, `${name}.png`));
    await sharp(portraitFile).png().toFile(untold);
    await sharp(portraitFile).withExif(likeAssumed).png().toFile(told);
    const [plain] = await analysePeople(engine, untold, folder);
    const [named] = await analysePeople(engine, told, folder);
    expect(named.project.media.focalRatio).toBeGreaterThan(1);
    expect(plain.project.media.focalRatio).toBeUndefined();
    const seen = await seeShape(await loadPortrait(), plain.frames[0].landmarks478, pool);
    if (seen === undefined) throw new Error('too small');
    const off = ({ project, frames }: typeof plain): number => {
      const camera: Camera = project.camera;
      const found = cropPoseOf(frames[0].fit.pose, [0, 0, 0], camera, identitySimilarity, 1);
      const angles = [found.pitchRadians, found.yawRadians, found.rollRadians];
      return Math.hypot(...angles.map((angle, axis) => angle - seen.turn[axis]));
    };
    expect(off(plain)).toBeGreaterThan(0.003);
    expect(off(named)).toBeLessThan(0.6 * off(plain));
    expect(named.frames[0].fit.reprojectionError).toBeLessThan(0.05);
  } finally {
    await pool.close();
    await engine.dispose();
    await rm(folder, { recursive: true, force: true });
  }
});
