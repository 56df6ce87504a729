import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { mixWeights } from '../../../../main/engine/inference/mix-weights';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { onnxScaling } from '../../../fixtures/onnx-scaling';

test('weights lie on the straight line between two networks of one graph', () => {
  const [one, five] = [onnxScaling([1, 2]), onnxScaling([5, -2])];
  expect(mixWeights(one, five, 0)).toEqual(one);
  expect(mixWeights(one, five, 1)).toEqual(five);
  expect(mixWeights(one, five, 0.25)).toEqual(onnxScaling([2, 1]));
});

test('networks of different graphs are refused', () => {
  expect(() => mixWeights(onnxScaling([1, 2]), onnxScaling([1, 2, 3]), 0.5)).toThrow('not of one graph');
  expect(() => mixWeights(onnxScaling([1, 2]), new Uint8Array(), 0.5)).toThrow('not of one graph');
});

test('a worker runs the mixture', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'facet-mix-'));
  const files = { soft: path.join(folder, 'soft.onnx'), crisp: path.join(folder, 'crisp.onnx') };
  await writeFile(files.soft, onnxScaling([1, 2]));
  await writeFile(files.crisp, onnxScaling([5, -2]));
  const models = { resolve: (id: string) => Promise.resolve({ path: files[id as keyof typeof files] }) };
  const pool = new InferencePool({ models, workers: 1 });
  try {
    const of = async (share: number): Promise<number[]> => {
      const x = { data: Float32Array.of(10, 100), dims: [2] };
      const { y } = await pool.run('soft', { x }, { towards: { model: 'crisp', share } });
      return [...y.data];
    };
    expect(await of(0)).toEqual([10, 200]);
    expect(await of(0.25)).toEqual([20, 100]);
    expect(await of(1)).toEqual([50, -200]);
    expect(await of(0.5)).toEqual([30, 0]);
    expect(await of(0.25)).toEqual([20, 100]);
  } finally {
    await pool.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test('every pair of the manifest is of one graph, computed in 8 bits too', async () => {
  const models = new ModelStore();
  const pairs = (await models.entries()).filter(({ vivid }) => vivid !== undefined);
  expect(pairs.length).toBeGreaterThan(0);
  for (const { id, vivid, int8 } of pairs) {
    const [exact, crisp, quick] = await Promise.all(
      [id, vivid, int8].map(async (name) => readFile((await models.resolve(name ?? '')).path)),
    );
    expect(() => mixWeights(exact, crisp, 0.5)).not.toThrow();
    expect(() => mixWeights(quick, crisp, 0.5)).not.toThrow();
  }
});
