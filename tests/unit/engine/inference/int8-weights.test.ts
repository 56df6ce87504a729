import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chooseRestorer } from '../../../../main/engine/enhance/choose-restorer';
import { restoreCrop } from '../../../../main/engine/enhance/restore-crop';
import { resize } from '../../../../main/engine/pixels/resize';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { ModelStore } from '../../../../main/engine/models/model-store';
import type { RgbImage } from '../../../../main/engine/pixels/image';
import { onnxScaling } from '../../../fixtures/onnx-scaling';
import { frameFromPortrait, loadPortrait, placePortrait } from '../../../fixtures/portrait';

const side = 256;

/** Mean squared difference, levels. */
function error(a: RgbImage, b: RgbImage): number {
  return a.data.reduce((sum, value, i) => sum + (value - b.data[i]) ** 2, 0) / a.data.length;
}

test('processors run the file in 8 bits, unless exact weights are asked for', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'facet-int8-'));
  const file = (name: string) => path.join(folder, `${name}.onnx`);
  await writeFile(file('exact'), onnxScaling([1]));
  await writeFile(file('quick'), onnxScaling([2]));
  const models = {
    resolve: (id: string) =>
      Promise.resolve({ path: file(id), entry: id === 'exact' ? { int8: 'quick' } : {} }),
  };
  const pool = new InferencePool({ models, workers: 1 });
  try {
    const of = async (options: { readonly exact?: boolean }): Promise<number> =>
      (await pool.run('exact', { x: { data: Float32Array.of(10), dims: [1] } }, options)).y.data[0];
    expect(await of({})).toBe(20);
    expect(await of({ exact: true })).toBe(10);
  } finally {
    await pool.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('in 8 bits every restorer draws what it draws exactly, faithful and vivid', async () => {
  const place = frameFromPortrait(1, 0, side / 2, side / 2);
  const sharp = placePortrait(await loadPortrait(), place, side, side);
  const crop = resize(resize(sharp, 64, 64, 'bicubic'), side, side, 'lanczos');
  const models = new ModelStore();
  const entries = await models.entries();
  const restorers = entries.filter(({ int8 }) => int8 !== undefined);
  expect(restorers.length).toBeGreaterThan(0);
  const pool = new InferencePool({ models, workers: 2 });
  try {
    for (const { id } of restorers) {
      const restorer = chooseRestorer(entries, 'restore', 'none', id);
      const drawn = (vividness: number, exact: boolean): Promise<RgbImage> =>
        restoreCrop((model, feeds, options) => pool.run(model, feeds, { ...options, exact }), restorer, {
          ...{ crop, prior: undefined, coefficients: undefined, vividness },
        });
      for (const vividness of restorer.vivid === undefined ? [0] : [0, 0.3, 1]) {
        const [exact, quick] = await Promise.all([drawn(vividness, true), drawn(vividness, false)]);
        expect(error(exact, quick)).toBeGreaterThan(0);
        // A twentieth of what the network changes; where that is nothing, nothing that could be seen.
        expect(error(exact, quick)).toBeLessThan(Math.max(0.01, 0.05 * error(crop, exact)));
      }
    }
  } finally {
    await pool.close();
  }
});
