import type { PriorMode } from '../../../../preload/contract/options';
import type { ChosenRestorer } from '../../../../main/engine/enhance/choose-restorer';
import { packNchw, unpackNchw } from '../../../../main/engine/enhance/picture-tensors';
import { priorInputs, restoreCrop } from '../../../../main/engine/enhance/restore-crop';
import type { RestoreRequest, RunModel } from '../../../../main/engine/enhance/restore-crop';
import { pictureToTensor } from '../../../../main/engine/inference/picture-feed';
import { isPicture } from '../../../../main/engine/inference/tensors';
import type { Feeds, Tensor } from '../../../../main/engine/inference/tensors';
import { createRgbImage } from '../../../../main/engine/pixels/image';
import type { RgbImage } from '../../../../main/engine/pixels/image';

const size = 16;
const restorer: ChosenRestorer = {
  id: 'r',
  cropSize: size,
  priorChannels: 2,
  coefficientLength: 3,
  framesBeside: [],
  notices: [],
};

function counting(): RgbImage {
  const image = createRgbImage(size, size);
  for (let i = 0; i < image.data.length; i++) image.data[i] = (i * 37) % 256;
  return image;
}

/** A network that returns its face input and keeps what it was fed. */
function echo(seen: Feeds[], change: (data: Float32Array) => Float32Array = (data) => data): RunModel {
  return (_model, feeds) => {
    const made = feeds();
    seen.push(made);
    const face = made.faceNchw;
    const tensor = isPicture(face) ? pictureToTensor(face) : face;
    return Promise.resolve({ restoredNchw: { ...tensor, data: change(tensor.data) } });
  };
}

/** What the render gives the network under a prior mode. */
function request(mode: PriorMode, network = restorer): RestoreRequest {
  const wanted = priorInputs(network, mode);
  return {
    crop: counting(),
    prior: wanted.render ? new Float32Array(2 * size * size).fill(0.5) : undefined,
    coefficients: wanted.coefficients ? Float32Array.of(1, 2, 3) : undefined,
    vividness: 0.25,
  };
}

test.each([
  ['none', 0, 0],
  ['coeff', 0, 3],
  ['render', 0.5, 0],
  ['both', 0.5, 3],
] as const)('prior %s reaches the network as such', async (mode, render, coefficient) => {
  const seen: Feeds[] = [];
  await restoreCrop(echo(seen), restorer, request(mode));
  const prior = seen[0].priorNchw as Tensor;
  const coefficients = seen[0].coefficients as Tensor;
  expect(prior.dims).toEqual([1, 2, size, size]);
  expect(prior.data[5]).toBe(render);
  expect(coefficients.dims).toEqual([1, 3]);
  expect(coefficients.data[2]).toBe(coefficient);
});

test('a network that returns its input returns the very bytes, and the crop stays untouched', async () => {
  const wanted = request('both');
  const out = await restoreCrop(echo([]), restorer, wanted);
  expect(out.data).toEqual(counting().data);
  expect(wanted.crop.data).toEqual(counting().data);
});

test('a network without a prior is given none', async () => {
  const seen: Feeds[] = [];
  const plain = { ...restorer, priorChannels: 0, coefficientLength: 0 };
  expect(priorInputs(plain, 'both')).toEqual({ render: false, coefficients: false });
  await restoreCrop(echo(seen), plain, request('both', plain));
  expect(Object.keys(seen[0])).toEqual(['faceNchw']);
});

test.each([
  ['too few values', (data: Float32Array) => data.subarray(3)],
  ['not numbers', (data: Float32Array) => data.fill(Number.NaN)],
])('%s from the network are reported', async (_, change) => {
  await expect(restoreCrop(echo([], change), restorer, request('none'))).rejects.toMatchObject({
    code: 'inference-failed',
  });
});

test('rounds to the nearest level and clamps', () => {
  const image = createRgbImage(2, 1);
  unpackNchw(Float32Array.of(0.499 / 255, 254.4 / 255, -3, 1.7, 0.501 / 255, 254.6 / 255), image);
  expect(Array.from(image.data)).toEqual([0, 0, 1, 254, 255, 255]);
  const packed = new Float32Array(3 * size * size);
  packNchw(counting(), packed);
  const back = createRgbImage(size, size);
  unpackNchw(packed, back);
  expect(back.data).toEqual(counting().data);
});

test('a restorer with vivid weights is moved towards them', async () => {
  const asked: unknown[] = [];
  const run: RunModel = (model, feeds, { towards }) => {
    asked.push([model, towards]);
    return echo([])(model, feeds, { weight: 'heavy' });
  };
  await restoreCrop(run, restorer, request('both'));
  await restoreCrop(run, { ...restorer, vivid: 'crisp' }, request('both'));
  expect(asked).toEqual([
    [restorer.id, undefined],
    [restorer.id, { model: 'crisp', share: 0.25 }],
  ]);
});

test('thoroughly, the network also sees the mirror image, without coefficients, and the mean is returned', async () => {
  const seen: Feeds[] = [];
  // Brightens the left half of whatever it is shown: a fault that the mirror image has on the other side.
  const brightLeft = echo(seen, (data) =>
    data.map((value, i) => (i % size < size / 2 ? value + 0.1 : value)),
  );
  const crop = createRgbImage(size, size);
  crop.data.fill(100);
  const out = await restoreCrop(brightLeft, restorer, { ...request('both'), crop, thorough: true });
  expect(seen).toHaveLength(2);
  const coefficients = seen.map((feeds) => (feeds.coefficients as Tensor).data[0]);
  expect(coefficients).toEqual([1, 0]);
  expect(new Set(out.data)).toEqual(new Set([113]));
});

test('frames beside reach the network in their order; where none are given, the crop stands for each', async () => {
  const seen: Feeds[] = [];
  const several = { ...restorer, framesBeside: [-1, 1] };
  const beside = Float32Array.from({ length: 6 * size * size }, (_, i) => i);
  await restoreCrop(echo(seen), several, { ...request('none', several), beside: beside.slice() });
  await restoreCrop(echo(seen), several, request('none', several));
  const [given, alone] = seen.map((feeds) => feeds.besideNchw as Tensor);
  expect(given.dims).toEqual([1, 6, size, size]);
  expect(given.data).toEqual(beside);
  const crop = new Float32Array(3 * size * size);
  packNchw(counting(), crop);
  expect([...alone.data]).toEqual([...crop, ...crop]);
});

test('thoroughly, the frames beside are mirrored with the crop', async () => {
  const seen: Feeds[] = [];
  const several = { ...restorer, framesBeside: [-1, 1] };
  const beside = Float32Array.from({ length: 6 * size * size }, (_, i) => i % size);
  await restoreCrop(echo(seen), several, { ...request('none', several), beside, thorough: true });
  const [straight, mirrored] = seen.map((feeds) => (feeds.besideNchw as Tensor).data);
  expect([straight[0], mirrored[0]]).toEqual([0, size - 1]);
});
