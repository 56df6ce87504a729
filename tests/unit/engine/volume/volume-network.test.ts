import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { UserModelLibrary } from '../../../../main/engine/model-library/model-library';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { createRgbImage } from '../../../../main/engine/pixels/image';
import { volumeMesh } from '../../../../main/engine/volume/volume-mesh';
import {
  chooseVolumeNetwork,
  firstSurface,
  regressVolume,
  type FaceToRegress,
} from '../../../../main/engine/volume/volume-network';
import { volumeNetwork } from '../../../fixtures/small-network';

let folder: string;
let store: ModelStore;
let pool: InferencePool;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'facet-volume-'));
  store = new ModelStore(undefined, folder);
  pool = new InferencePool({ models: store, workers: 1 });
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

/** A frame of one grey whose face has a landmarks' box of 90 pixels in the middle: VRN's crop is the frame's own size. */
function greyFace(level: number): FaceToRegress {
  const image = createRgbImage(240, 240);
  image.data.fill(level);
  return {
    image,
    camera: { focalPixels: 500, centreX: 120, centreY: 120 },
    fivePoints: [100, 110, 140, 110, 120, 130, 105, 150, 135, 150],
    points68: [75, 75, 165, 75, 165, 165, 75, 165],
    eyeDistance: 600,
  };
}

test('a VRN of the user’s, 200 slices and the nearest last, is read from the viewer’s side', async () => {
  const file = path.join(folder, 'vrn.onnx');
  await writeFile(file, volumeNetwork());
  const library = new UserModelLibrary(store, () => Promise.resolve(pool));
  await library.add(file, { licence: 'MIT', source: 'a test' });
  const network = chooseVolumeNetwork(await store.entries(), 'vrn');
  const face = await regressVolume(greyFace(153), network, pool);
  expect(face.volume).toMatchObject({ width: 192, height: 192, depth: 200 });
  // Filled up to slice 200 (153 / 255 - 10 / 255) = 112.16 from the far end; samples lie at +0.5.
  const depth = firstSurface(face.volume, face.iso, 96, 96);
  expect(depth).toBeCloseTo(200 - 112.157 - 0.5, 2);
  // It gives no depth of the eyes: they are where the surface is in their columns.
  expect(face.space.eyeSlice).toBeCloseTo(200 - 112.157 - 0.5, 2);
  const mesh = volumeMesh(face, greyFace(153).image);
  let front = -Infinity;
  for (let i = 2; i < mesh.vertices.length; i += 3) front = Math.max(front, mesh.vertices[i]);
  expect(front).toBeCloseTo(-600, 0);
  const middle = mesh.vertices.findIndex(
    (z, i) => i % 3 === 2 && z > -601 && Math.hypot(mesh.vertices[i - 2], mesh.vertices[i - 1]) < 3,
  );
  expect(mesh.colours[middle]).toBeCloseTo(153 / 255, 2);
});

test('a crop without a face is told, not written', async () => {
  const network = chooseVolumeNetwork(await store.entries(), 'vrn');
  await expect(regressVolume(greyFace(0), network, pool)).rejects.toMatchObject({ code: 'inference-failed' });
});

test('the built-in network is taken unless another is named; a name that gives no volumes is refused', async () => {
  const entries = await store.entries();
  expect(chooseVolumeNetwork(entries)).toMatchObject({ id: 'facet-volume', adapter: { size: 128 } });
  expect(() => chooseVolumeNetwork(entries, 'facet-restorer')).toThrow(/facet-volume, vrn/);
});
