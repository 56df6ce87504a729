import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fitPersonShape, gatherPeople } from '../../../../main/engine/analyse/fit-people';
import { ObservationTables } from '../../../../main/engine/analyse/observation-tables';
import { observeClip, type ObservedFrame, type TrackFit } from '../../../../main/engine/analyse/observe-clip';
import { detectFaces } from '../../../../main/engine/faces/detect-faces';
import { findIrises } from '../../../../main/engine/faces/find-irises';
import { fivePointsOf, boxOfLandmarks } from '../../../../main/engine/faces/five-points';
import { findLandmarksOfDetection } from '../../../../main/engine/faces/find-landmarks';
import { seeShape } from '../../../../main/engine/faces/see-shape';
import type { TrackedFace } from '../../../../main/engine/faces/types';
import { loadFaceModel } from '../../../../main/engine/geometry/load-face-model';
import { defaultCamera } from '../../../../main/engine/geometry/projection';
import { expectedShape } from '../../../../main/engine/geometry/shape-reading';
import type { FaceModel } from '../../../../main/engine/geometry/types';
import { InferencePool } from '../../../../main/engine/inference/inference-pool';
import { StageClock } from '../../../../main/engine/jobs/stage-clock';
import { ModelStore } from '../../../../main/engine/models/model-store';
import { fitLayout } from '../../../../main/engine/people/fit-row';
import type { RgbImage } from '../../../../main/engine/pixels/image';
import { loadPortrait } from '../../../fixtures/portrait';

const models = new ModelStore();
let pool: InferencePool;
let model: FaceModel;
let portrait: RgbImage;
let face: TrackedFace;
let folder: string;

beforeAll(async () => {
  pool = new InferencePool({ models, workers: 1 });
  model = await loadFaceModel((await models.resolve('morphable-model')).path);
  portrait = await loadPortrait();
  const [detected] = await detectFaces(portrait, pool);
  const landmarks = await findLandmarksOfDetection(portrait, detected, pool);
  const fivePoints = fivePointsOf(landmarks.points);
  face = { trackId: 1, box: boxOfLandmarks(landmarks.points), landmarks, fivePoints, sharpness: 90 };
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'facet-observe-'));
});
afterEach(() => rm(folder, { recursive: true }));
afterAll(() => pool.close());

/** Irises are put right in place. */
function sameFace(): TrackedFace {
  return { ...face, landmarks: { ...face.landmarks, points: face.landmarks.points.slice() } };
}

/** The portrait as a clip of these times, seconds: how often its shape was looked at, and the person it gives. */
async function observe(times: readonly number[], isSeen: boolean) {
  const camera = defaultCamera(portrait.width, portrait.height);
  const layout = fitLayout(model.expressionNames.length);
  const tables = await mkdtemp(path.join(folder, 'run-'));
  const file = (name: string): string => path.join(tables, name);
  const table = await ObservationTables.open(file, layout, model.identityModes, false);
  async function* clip(): AsyncGenerator<ObservedFrame> {
    for (const [index, seconds] of times.entries()) {
      yield { frame: { index, timestampMicros: seconds * 1e6, image: portrait }, faces: [sameFace()] };
    }
  }
  let looks = 0;
  const see = async (image: RgbImage, landmarks: Float32Array) => {
    looks++;
    return seeShape(image, landmarks, pool);
  };
  const through = async (): Promise<void> => undefined;
  await observeClip(
    ...([
      clip(),
      table,
      new Map<number, TrackFit>(),
      layout,
      model,
      camera,
      new StageClock(),
      through,
    ] as const),
    ...([undefined, isSeen ? see : undefined] as const),
  );
  await table.close();
  const [person] = await gatherPeople(file, layout, model.identityModes, new Map([[1, 1]]));
  return { looks, person, ...(await fitPersonShape(file, person, model, camera)) };
}

test('the shape of a face is looked at about three times a second', async () => {
  const { looks, person } = await observe([0, 0.1, 0.2, 0.4, 0.5, 0.8], true);
  expect(looks).toBe(3);
  expect(person.views.map(({ looked }) => looked)).toEqual([true, false, false, true, false, true]);
});

test('a person has the shape that is seen, and where nobody looks what landmarks tell', async () => {
  const landmarks = face.landmarks.points.slice();
  findIrises(portrait, landmarks);
  const seen = await seeShape(portrait, landmarks, pool);
  const { shape } = await observe([0, 0.1], true);
  shape.forEach((v, k) => expect(v).toBeCloseTo(seen!.shape[k], 3));
  const told = await observe([0, 0.1], false);
  const expected = expectedShape(model.shapeReading!, [{ landmarks, weight: 1 }]);
  told.shape.forEach((v, k) => expect(v).toBeCloseTo(expected[k], 3));
});
