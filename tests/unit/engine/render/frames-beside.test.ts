import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chooseRestorer, type ChosenRestorer } from '../../../../main/engine/enhance/choose-restorer';
import { defaultCamera } from '../../../../main/engine/geometry/projection';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { StageClock } from '../../../../main/engine/jobs/stage-clock';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { FrameRestorer } from '../../../../main/engine/render/restore-frame';
import { smallNetwork } from '../../../fixtures/small-network';
import { frameOfLevel, movedFace } from './straight-face';

const size = 64;
const several: ChosenRestorer = {
  ...{ id: 'picks', cropSize: size, priorChannels: 0, coefficientLength: 0 },
  ...{ framesBeside: [-2, -1, 1, 2], notices: [] },
};

/** A network with our signature that shows three planes of the frames beside in the place of the face. */
function picking(planes: readonly number[]): Uint8Array {
  return smallNetwork({
    inputs: [
      { name: 'faceNchw', shape: [1, 3, size, size] },
      { name: 'besideNchw', shape: [1, 12, size, size] },
    ],
    outputs: [{ name: 'restoredNchw', shape: [1, 3, size, size] }],
    nodes: [
      { op: 'Cast', inputs: ['planes'], output: 'indices', attributes: { to: 7 } },
      { op: 'Gather', inputs: ['besideNchw', 'indices'], output: 'picked', attributes: { axis: 1 } },
      { op: 'Mul', inputs: ['faceNchw', 'nothing'], output: 'none' },
      { op: 'Add', inputs: ['picked', 'none'], output: 'restoredNchw' },
    ],
    constants: { planes, nothing: 0 },
  });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-beside-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function withRestorer<T>(
  planes: readonly number[],
  use: (restorer: FrameRestorer) => Promise<T>,
): Promise<T> {
  const file = path.join(folder, `${planes.join('-')}.onnx`);
  await writeFile(file, picking(planes));
  const pool = new InferencePool({ models: { resolve: async () => ({ path: file }) }, workers: 1 });
  const settings = { prior: 'none', strength: 1, vividness: 0, scale: 1, clock: new StageClock() } as const;
  const { path: faceModelFile } = await new ModelStore().resolve('morphable-model');
  try {
    const camera = defaultCamera(320, 200);
    return await use(new FrameRestorer({ pool, restorer: several, faceModelFile, camera, ...settings }));
  } finally {
    await pool.close();
  }
}

/** The middle of the restored crop of the third of five frames of levels 10 to 50, `there` of them before and after. */
async function seen(planes: readonly number[], there: { before: number; after: number }): Promise<number[]> {
  return withRestorer(planes, async (restorer) => {
    const frames = [10, 20, 30, 40, 50].map((level) =>
      restorer.cutFaces(frameOfLevel(level), [movedFace(0)]),
    );
    const isThere = (place: number): boolean => place >= -there.before && place <= there.after;
    const { faces } = await restorer.restoreFaces(frames[2], (place) =>
      isThere(place) ? frames[2 + place] : undefined,
    );
    const middle = (size / 2) * size * 3 + (size / 2) * 3;
    return [...faces[0].restored.data.subarray(middle, middle + 3)];
  });
}

test('a network is shown the frames beside, in the order of time', async () => {
  // First planes of the four frames are 0, 3, 6 and 9.
  expect(await seen([0, 3, 6], { before: 2, after: 2 })).toEqual([10, 20, 40]);
  expect(await seen([6, 9, 0], { before: 2, after: 2 })).toEqual([40, 50, 10]);
});

test('at the ends of a clip it is shown the frame itself', async () => {
  expect(await seen([0, 3, 6], { before: 1, after: 2 })).toEqual([30, 20, 40]);
  expect(await seen([3, 6, 9], { before: 0, after: 1 })).toEqual([30, 40, 30]);
});

test('clips are deblurred by the network that looks to either side, photographs by another', async () => {
  const entries = await new ModelStore().entries();
  const chosen = (moving: boolean) =>
    (['deblur', 'restore', 'sr'] as const).map((task) =>
      chooseRestorer(entries, task, 'both', undefined, moving),
    );
  expect(chosen(true).map(({ framesBeside }) => framesBeside)).toEqual([[-5, -3, -1, 1, 3, 5], [], []]);
  expect(chosen(false).map(({ framesBeside }) => framesBeside)).toEqual([[], [], []]);
  expect(chosen(false)[0].id).toBe('facet-deblur');
});

test('what such a network draws is not averaged with the frames beside again', async () => {
  const reaches = await withRestorer([0, 3, 6], async ({ reach, steadyReach }) => ({ reach, steadyReach }));
  expect(reaches).toEqual({ reach: 2, steadyReach: 0 });
});
