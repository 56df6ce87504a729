import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FaceAdapter, PictureFormat } from '../../../../preload/contract/model-adapter';
import {
  adaptedFeeds,
  adaptedRestorer,
  withParameters,
} from '../../../../main/engine/enhance/adapted-restorer';
import { chooseRestorer } from '../../../../main/engine/enhance/choose-restorer';
import { restoreCrop } from '../../../../main/engine/enhance/restore-crop';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import type { ModelEntry } from '../../../../main/engine/models/manifest';
import { createRgbImage } from '../../../../main/engine/pixels/image';
import { faceNetwork, weightedNetwork } from '../../../fixtures/small-network';

const side = 64;
let folder: string;
let pool: InferencePool;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-adapted-'));
  await writeFile(path.join(folder, 'NCHW.onnx'), faceNetwork('Identity', [1, 3, side, side]));
  await writeFile(path.join(folder, 'NHWC.onnx'), faceNetwork('Identity', [1, side, side, 3]));
  await writeFile(path.join(folder, 'weighted.onnx'), weightedNetwork());
  pool = new InferencePool({
    models: { resolve: (id) => Promise.resolve({ path: path.join(folder, `${id}.onnx`) }) },
    workers: 1,
  });
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

function entry(id: string, changes: Partial<FaceAdapter> = {}): ModelEntry {
  const format = { layout: 'NCHW', range: '-1..1', colour: 'RGB' } as const;
  const adapter: FaceAdapter = {
    scope: 'face',
    size: side,
    template: 'ffhq',
    input: { ...format, name: 'input' },
    output: { ...format, name: 'output' },
    parameters: [],
    ...changes,
  };
  return {
    ...{ id, job: 'restoration', version: '1', file: 'a.onnx', bytes: 1, sha256: '0'.repeat(64) },
    ...{ licence: 'MIT', source: '', inputs: [], outputs: [], adapter },
  };
}

/** Every channel has values of its own, so that no exchange of axes or colours goes unseen. */
function picture(size: number) {
  const image = createRgbImage(size, size);
  for (let i = 0; i < image.data.length; i++) image.data[i] = (i * 37 + (i % 3) * 80) % 256;
  return image;
}

const formats = (['NCHW', 'NHWC'] as const).flatMap((layout) =>
  (['0..1', '-1..1', '0..255'] as const).flatMap((range) =>
    (['RGB', 'BGR'] as const).map((colour): PictureFormat => ({ layout, range, colour })),
  ),
);

test.each(formats)('an identity network in $layout $range $colour gives the picture back', async (format) => {
  const input = { ...format, name: 'input' };
  const output = { ...format, name: 'output' };
  const restorer = adaptedRestorer(entry(format.layout, { input, output }), 'both');
  const crop = picture(side);
  const restored = await restoreCrop((...run) => pool.run(...run), restorer, {
    crop,
    prior: undefined,
    coefficients: undefined,
    vividness: 0,
  });
  expect(restored.data).toEqual(crop.data);
});

test.each([
  ['0..1', 0, 1],
  ['-1..1', -1, 1],
  ['0..255', 0, 255],
] as const)('range %s reaches the network as such', async (range, black, white) => {
  const input = { layout: 'NCHW', range, colour: 'BGR', name: 'input' } as const;
  const restorer = adaptedRestorer(entry('NCHW', { input }), 'both');
  const crop = createRgbImage(side, side);
  for (let p = 0; p < crop.data.length; p += 3) crop.data[p] = 255; // red alone
  const { adapter } = restorer;
  if (adapter === undefined) throw new Error('An adapted restorer has an adapter.');
  const answer = await pool.run(restorer.id, () => adaptedFeeds(adapter, crop), { weight: 'heavy' });
  const seen = answer[adapter.output.name].data;
  const plane = side * side;
  // Blue comes first: red lies in the last plane.
  expect([seen[0], seen[plane], seen[2 * plane]].map((v) => Math.round(v * 1e5) / 1e5)).toEqual([
    black,
    black,
    white,
  ]);
});

test('a number of the user reaches a network that takes a double', async () => {
  const parameters = [{ input: 'weight', name: 'fidelity', default: 0.5, min: 0, max: 1, shape: [1] }];
  const plain = adaptedRestorer(entry('weighted', { size: 512, parameters }), 'both');
  const crop = createRgbImage(512, 512);
  crop.data.fill(255);
  const run = (restorer: typeof plain) =>
    restoreCrop((...args) => pool.run(...args), restorer, {
      crop,
      prior: undefined,
      coefficients: undefined,
      vividness: 0,
    });
  // A level of white is 1, times the number: 0.5 of the range -1..1 is level 191.
  expect((await run(plain)).data[7]).toBe(191);
  expect((await run(withParameters(plain, { fidelity: 0.25 }))).data[7]).toBe(159);
  expect(() => withParameters(plain, { fidelity: 2 })).toThrow(/goes from 0 to 1/);
  expect(() => withParameters(plain, { w: 1 })).toThrow(/it has fidelity/);
});

test('a network of another project serves no task unless it is named', () => {
  expect(() => chooseRestorer([entry('mine')], 'restore')).toThrow(/No network/);
  expect(chooseRestorer([entry('mine')], 'sr', 'both', 'mine')).toMatchObject({ id: 'mine', notices: [] });
});
