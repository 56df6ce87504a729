import { warpImage } from '../../../../main/engine/geometry/warp-image';
import type { InferencePool } from '../../../../main/engine/inference/inference-pool';
import type { Feeds } from '../../../../main/engine/inference/tensors';
import { labMethods } from '../../../../main/engine/lab/lab-methods';
import { runMethod, SmallFace, type MethodParts } from '../../../../main/engine/lab/run-method';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { createRgbImage, type RgbImage } from '../../../../main/engine/pixels/image';
import { resize } from '../../../../main/engine/pixels/resize';
import { madePicture } from './made-picture';

const small = resize(madePicture(128, 128, 3, 30), 32, 32, 'bicubic');

/** What a method gives its network. */
async function givenTo(name: string): Promise<RgbImage> {
  const [method] = labMethods(await new ModelStore().entries(), [], [name]);
  let given: RgbImage | undefined;
  const run = (_id: string, feeds: () => Feeds) => {
    const { faceNchw } = feeds();
    if (!('image' in faceNchw)) throw new Error('no picture');
    given = faceNchw.image;
    const data = new Float32Array(3 * faceNchw.width * faceNchw.height);
    return Promise.resolve({ restoredNchw: { data, dims: [1, 3, faceNchw.height, faceNchw.width] } });
  };
  const parts = { pool: { run } as unknown as InferencePool, signal: undefined } as unknown as MethodParts;
  await runMethod(method, new SmallFace(small, {} as never), parts);
  if (given === undefined) throw new Error('the network was not run');
  return given;
}

test('super-resolution is given the bicubic enlargement of its papers', async () => {
  expect(await givenTo('sr:none')).toEqual(resize(small, 128, 128, 'bicubic'));
});

test.each(['restore:none', 'deblur:none'])(
  '%s is given the crop that the engine cuts: Lanczos',
  async (name) => {
    const given = await givenTo(name);
    const cut = createRgbImage(256, 256);
    warpImage(small, { a: 8, b: 0, tx: 0, ty: 0 }, cut, 'lanczos');
    expect([given.width, given.height]).toEqual([256, 256]);
    // The similarity is fitted to five points: a level here and there may round otherwise.
    const apart = given.data.reduce((most, value, i) => Math.max(most, Math.abs(value - cut.data[i])), 0);
    expect(apart).toBeLessThanOrEqual(1);
    expect(given.data).not.toEqual(resize(small, 256, 256, 'bicubic').data);
  },
);
