import type { JobHooks } from '../../../preload/contract/engine';
import type { PersonSummary } from '../../../preload/contract/people';
import type { IdentifiedPerson } from '../faces/identify-people';
import { fitAlbedo } from '../geometry/fit-albedo';
import { ambientOffset } from '../geometry/spherical-harmonics';
import type { Camera, FaceModel } from '../geometry/types';
import { StageProgress } from '../jobs/progress-reporter';
import type { StageClock } from '../jobs/stage-clock';
import type { FaceNetwork } from '../models/resolve-face-model';
import { bestViews, type View } from '../people/best-frames';
import type { FitLayout } from '../people/fit-row';
import { tables, type Project } from '../project/project-format';
import { RecordReader } from '../project/record-file';
import { fitEveryFrame } from './fit-frames';
import {
  fitPersonShape,
  gatherPeople,
  type FittedPerson,
  type PersonRows,
  type TableFile,
} from './fit-people';
import { NetworkReadings } from './fit-with-network';
import type { Observation, SkinView } from './observe-clip';
import { smoothEveryPerson } from './smooth-people';

/** Views of a person whose skin decides the albedo. */
const albedoViews = 6;

/** What belongs to people over the whole clip, then every frame again with it, then the curves smoothed. */
export async function fitClipPeople(
  file: TableFile,
  layout: FitLayout,
  camera: Camera,
  identified: readonly IdentifiedPerson[],
  observation: Observation,
  parts: {
    readonly model: FaceModel;
    readonly network?: FaceNetwork | undefined;
    /** Not a clip. */
    readonly isPicture: boolean;
    readonly clock: StageClock;
  },
  hooks: JobHooks,
): Promise<Project['people']> {
  const { model, network, isPicture, clock } = parts;
  const personOfTrack = new Map(
    identified.flatMap(({ id, trackIds }) => trackIds.map((track) => [track, id])),
  );
  const progress = new StageProgress(hooks, 'fit', observation.faces);
  const people = await gatherPeople(file, layout, model.identityModes, personOfTrack);
  const fitted: (FittedPerson & { readonly albedo: Float32Array; readonly rows: PersonRows })[] = [];
  const readings =
    network === undefined ? undefined : await NetworkReadings.open(file, network, model, camera);
  try {
    for (const rows of people) {
      const { personId } = rows;
      if (readings !== undefined) {
        const { albedo, ...identity } = await readings.person(rows);
        // Its light goes with its albedo.
        fitted.push({ personId, identity, rows, albedo, lightGain: [1, 1, 1] });
        continue;
      }
      const identity = await clock.time('fit', () => fitPersonShape(file, rows, model, camera));
      const skin = skinOf(personId, personOfTrack, observation);
      fitted.push({ personId, identity, rows, ...fitSkin(model, skin) });
    }
    await clock.time('fit', () =>
      fitEveryFrame(
        file,
        layout,
        personOfTrack,
        fitted,
        model,
        camera,
        isPicture,
        (count) => {
          progress.advance(count);
        },
        hooks.signal,
        readings,
      ),
    );
  } finally {
    await readings?.close();
  }
  await clock.time('smooth', () => smoothEveryPerson(file, layout, personOfTrack, model));
  progress.finish();

  const reprojection = await RecordReader.float32(file(tables.fits.file), layout.columns);
  try {
    const list: Project['people'] = [];
    for (const { rows, identity, albedo } of fitted) {
      list.push({
        ...(await describePerson(rows, reprojection, layout, file)),
        tracks: [...personOfTrack].filter(([, id]) => id === rows.personId).map(([track]) => track),
        shape: [...identity.shape],
        correction: [...identity.correction],
        albedo: [...albedo],
      });
    }
    return list;
  } finally {
    await reprojection.close();
  }
}

function skinOf(
  personId: number,
  personOfTrack: ReadonlyMap<number, number>,
  observation: Observation,
): SkinView[] {
  const views: SkinView[] = [];
  for (const [track, skin] of observation.skin)
    if (personOfTrack.get(track) === personId) views.push(...skin);
  return views.sort((a, b) => b.score - a.score).slice(0, albedoViews);
}

/**
 * The person's albedo, and what the lights found under the mean albedo must be multiplied by to go with it: skin twice
 * as dark under twice the light looks the same.
 */
function fitSkin(
  model: FaceModel,
  views: readonly SkinView[],
): { albedo: Float32Array; lightGain: [number, number, number] } {
  if (views.length === 0) return { albedo: new Float32Array(model.albedoModes), lightGain: [1, 1, 1] };
  const { albedo, lights } = fitAlbedo(
    model,
    views.map((view) => view.samples),
  );
  const gain: [number, number, number] = [1, 1, 1];
  for (let colour = 0; colour < 3; colour++) {
    let after = 0;
    let before = 0;
    views.forEach((view, i) => {
      after += lights[i][colour * 9] + ambientOffset;
      before += view.light[colour * 9] + ambientOffset;
    });
    if (before > 0.05 && after > 0.05) gain[colour] = after / before;
  }
  return { albedo, lightGain: gain };
}

async function describePerson(
  rows: PersonRows,
  fits: RecordReader<Float32Array>,
  layout: FitLayout,
  file: TableFile,
): Promise<PersonSummary> {
  const [best] = bestViews(rows.views, 1);
  const errors: number[] = [];
  for (const view of sampled(rows.views, 500)) {
    errors.push((await fits.read(view.row, 1))[layout.reprojectionError]);
  }
  const faces = await RecordReader.float32(file(tables.faces.file), tables.faces.columns);
  try {
    return {
      id: rows.personId,
      name: `Person ${rows.personId}`,
      frames: rows.frames.count,
      firstFrame: rows.frames.first,
      lastFrame: rows.frames.last,
      interOcularPixels: median(sampled(rows.views, 500).map((view) => view.interOcularPixels)),
      reprojectionError: median(errors),
      bestFrame: (await faces.read(best.row, 1))[0],
    };
  } finally {
    await faces.close();
  }
}

function sampled(views: readonly View[], most: number): View[] {
  const step = Math.max(1, Math.ceil(views.length / most));
  return views.filter((_, i) => i % step === 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? 0 : sorted[sorted.length >> 1];
}
