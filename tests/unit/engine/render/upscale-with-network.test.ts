import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { upscaleFrame, UpscaleScratch } from '../../../../main/engine/compose/upscale-frame';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { createRgbImage, type RgbImage } from '../../../../main/engine/pixels/image';
import { upscaleWithNetwork, type Scale } from '../../../../main/engine/render/upscale-with-network';
import { frameNetwork } from '../../../fixtures/small-network';

let folder: string;
let pool: InferencePool;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-upscale-'));
  for (const factor of [1, 2, 4]) {
    await writeFile(path.join(folder, `x${factor}.onnx`), frameNetwork(factor));
  }
  pool = new InferencePool({
    models: { resolve: (id) => Promise.resolve({ path: path.join(folder, `${id}.onnx`) }) },
    workers: 2,
  });
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

function noise(width: number, height: number): RgbImage {
  const image = createRgbImage(width, height);
  for (let i = 0; i < image.data.length; i++) image.data[i] = (i * 73 + ((i / 7) | 0) * 31) % 256;
  return image;
}

async function upscaled(frame: RgbImage, factor: 1 | 2 | 4, scale: Scale, tile = 32): Promise<RgbImage> {
  const format = { layout: 'NCHW', range: '0..1', colour: 'RGB' } as const;
  const adapter = {
    scope: 'frame',
    ...{ factor, tile, overlap: 4, parameters: [] },
    input: { ...format, name: 'input' },
    output: { ...format, name: 'output' },
  } as const;
  const out = createRgbImage(frame.width * scale, frame.height * scale);
  await upscaleWithNetwork(frame, out, {
    pool,
    upscaler: { id: `x${factor}`, adapter },
    scale,
    concurrency: 3,
  });
  return out;
}

/** Each pixel of `frame` as a block. */
function repeated(frame: RgbImage, scale: number): RgbImage {
  const out = createRgbImage(frame.width * scale, frame.height * scale);
  for (let y = 0, at = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++) {
      const from = (Math.floor(y / scale) * frame.width + Math.floor(x / scale)) * 3;
      for (let c = 0; c < 3; c++) out.data[at++] = frame.data[from + c];
    }
  }
  return out;
}

test.each([
  [100, 70],
  [32, 32],
  [20, 50],
])('a frame of %i x %i put together from tiles is what one run would give', async (width, height) => {
  const frame = noise(width, height);
  expect((await upscaled(frame, 2, 2)).data).toEqual(repeated(frame, 2).data);
});

test('a network that enlarges more than asked for is averaged down', async () => {
  const frame = noise(70, 40);
  expect((await upscaled(frame, 4, 2)).data).toEqual(repeated(frame, 2).data);
  expect((await upscaled(frame, 4, 1)).data).toEqual(frame.data);
});

test('one that enlarges less is helped by Lanczos', async () => {
  const frame = noise(40, 40);
  const expected = createRgbImage(160, 160);
  upscaleFrame(repeated(frame, 2), 2, expected, new UpscaleScratch());
  expect((await upscaled(frame, 2, 4)).data).toEqual(expected.data);
});
