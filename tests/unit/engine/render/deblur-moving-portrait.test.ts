import { chooseRestorer } from '../../../../main/engine/enhance/choose-restorer';
import { cropFromFrameOf } from '../../../../main/engine/geometry/align-crop';
import { canonicalFivePoints } from '../../../../main/engine/geometry/canonical-crop';
import { defaultCamera } from '../../../../main/engine/geometry/projection';
import { warpImage } from '../../../../main/engine/geometry/warp-image';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { StageClock } from '../../../../main/engine/jobs/stage-clock';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { createRgbImage, type RgbImage } from '../../../../main/engine/pixels/image';
import type { FrameFace } from '../../../../main/engine/render/frame-face';
import { FrameRestorer } from '../../../../main/engine/render/restore-frame';
import { frameFromPortrait, loadPortrait, placePortrait } from '../../../fixtures/portrait';
import { movedFace } from './straight-face';

const side = 256;
/** Frames of a mean, as in the papers. */
const window = 9;
const reach = 5;

/** Where the portrait's face is in the middle frame, of which the crop is the middle square of 160 px. */
const face: FrameFace = {
  ...movedFace(0),
  fivePoints: Float32Array.from(canonicalFivePoints.flatMap(([x, y]) => [48 + 160 * x, 48 + 160 * y])),
};

/** The portrait as it passes; frame 0 is the one to be restored. */
function passing(portrait: RgbImage, frame: number): RgbImage {
  const x = side / 2 + 9 * Math.sin(frame / 6);
  return placePortrait(
    portrait,
    frameFromPortrait(1, 0.02 * Math.sin(frame / 9), x, side / 2 + frame / 4),
    side,
    side,
  );
}

function meanOf(pictures: readonly RgbImage[]): RgbImage {
  const out = createRgbImage(side, side);
  out.data.forEach((_, i) => {
    out.data[i] = pictures.reduce((sum, { data }) => sum + data[i], 0) / pictures.length + 0.5;
  });
  return out;
}

/** Mean squared difference, levels. */
function error(a: RgbImage, b: RgbImage): number {
  return a.data.reduce((sum, value, i) => sum + (value - b.data[i]) ** 2, 0) / a.data.length;
}

test('the built-in network tells more of a moving face from the frames beside than from the frame alone', async () => {
  const portrait = await loadPortrait();
  const half = (window - 1) / 2;
  const passed = Array.from({ length: 2 * (reach + half) + 1 }, (_, i) =>
    passing(portrait, i - reach - half),
  );
  const frames = Array.from({ length: 2 * reach + 1 }, (_, i) => meanOf(passed.slice(i, i + window)));

  const models = new ModelStore();
  const pool = new InferencePool({ models, workers: 2 });
  try {
    const restorer = new FrameRestorer({
      ...{
        pool,
        restorer: chooseRestorer(await models.entries(), 'deblur', 'none', undefined, true),
        camera: defaultCamera(side, side),
      },
      faceModelFile: (await models.resolve('morphable-model')).path,
      ...{ prior: 'none', strength: 1, vividness: 0, scale: 1, clock: new StageClock() },
    });
    const cut = frames.map((frame) => restorer.cutFaces(frame, [face]));
    const [beside, alone] = await Promise.all([
      restorer.restoreFaces(cut[reach], (place) => cut[reach + place]),
      restorer.restoreFaces(cut[reach], () => undefined),
    ]);
    const sharp = createRgbImage(side, side);
    warpImage(passed[reach + half], cropFromFrameOf(face.fivePoints, side), sharp);
    const blurred = error(beside.faces[0].crop, sharp);
    const errors = [beside, alone].map(({ faces }) => error(faces[0].restored, sharp));
    // More than one decibel each.
    expect(errors[0]).toBeLessThan(0.8 * blurred);
    expect(errors[0]).toBeLessThan(0.8 * errors[1]);
  } finally {
    await pool.close();
  }
});
