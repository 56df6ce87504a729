import { rm } from 'node:fs/promises';
import type { JobHooks } from '../../../preload/contract/engine';
import type { AnalysisSummary } from '../../../preload/contract/jobs';
import type { MediaInfo } from '../../../preload/contract/media';
import type { AnalyseOptions } from '../../../preload/contract/options';
import type { PersonSummary } from '../../../preload/contract/people';
import { StudioError } from '../errors/studio-error';
import { identifyPeople, TrackBook, type IdentifiedPerson } from '../faces/identify-people';
import { trackFaces } from '../faces/track-faces';
import { fitAlbedo } from '../geometry/fit-albedo';
import { defaultCamera } from '../geometry/projection';
import { ambientOffset } from '../geometry/spherical-harmonics';
import type { Camera, FaceModel } from '../geometry/types';
import type { InferencePool } from '../inference/inference-pool';
import { StageProgress } from '../jobs/progress-reporter';
import type { StageClock } from '../jobs/stage-clock';
import type { ModelStore } from '../models/model-store';
import { bestViews, type View } from '../people/best-frames';
import { fitLayout, type FitLayout } from '../people/fit-row';
import type { VideoFrame } from '../pixels/image';
import { contentKey, fingerprintFile } from '../project/fingerprint';
import { AnalysisDraft, loadProject } from '../project/project-folder';
import { projectVersion, tables, type Project } from '../project/project-format';
import { RecordReader } from '../project/record-file';
import { prefetch } from '../stream/map-ordered';
import {
  fitEveryFrame,
  fitPersonShape,
  gatherPeople,
  provisionalFitsFile,
  smoothEveryPerson,
  type FittedPerson,
  type PersonRows,
  type TableFile,
} from './fit-people';
import { observeClip, type Observation, type SkinView } from './observe-clip';

/** Raised whenever the analysis of the same input would come out differently. */
const analysisVersion = 1;
/** Views of a person whose skin decides the albedo. */
const albedoViews = 6;
/** Decoded frames that may wait for the detector. */
const decodedAhead = 3;

/** What an analysis works with. */
export interface AnalysisParts {
  readonly pool: InferencePool;
  readonly models: ModelStore;
  readonly model: FaceModel;
  /** Opens the input's frames in the chosen range. */
  readonly openFrames: (media: MediaInfo, signal?: AbortSignal) => AsyncIterable<VideoFrame>;
  readonly clock: StageClock;
}

/**
 * Finds the people of a clip and fits their faces, or takes the result of an earlier run of the same analysis.
 * The project folder is complete or not there: a run that is stopped leaves nothing behind.
 */
export async function analyseClip(
  options: AnalyseOptions,
  media: MediaInfo,
  projectFolder: string,
  parts: AnalysisParts,
  hooks: JobHooks,
): Promise<{ project: Project; summary: AnalysisSummary }> {
  const fingerprint = await fingerprintFile(options.input);
  const analysisKey = contentKey({
    analysisVersion,
    fingerprint,
    fromSeconds: options.fromSeconds,
    toSeconds: options.toSeconds,
    detectEvery: options.detectEvery,
    models: await analysisModelHashes(parts.models),
  });
  if (!options.fresh) {
    const project = await loadEarlier(projectFolder, hooks);
    if (project?.analysisKey === analysisKey) {
      // The same content may have moved, or be named from another folder, since.
      const here = { ...project, media, input: { ...project.input, path: options.input } };
      return { project: here, summary: summaryOf(here, options.input, projectFolder, true) };
    }
  }
  const draft = await AnalysisDraft.begin(projectFolder);
  try {
    const file: TableFile = (name) => draft.file(name);
    const { model } = parts;
    const camera = defaultCamera(media.displayWidth, media.displayHeight);
    const layout = fitLayout(model.expressionNames.length);
    const { observation, people } = await observe(options, media, file, layout, camera, parts, hooks);
    const persons = await fitAll(file, layout, camera, people, observation, parts, hooks);
    const project: Project = {
      format: 'facet-project',
      version: projectVersion,
      createdBy: 'facet-studio',
      analysisKey,
      input: { path: options.input, bytes: media.bytes, fingerprint },
      range: {
        ...(options.fromSeconds === undefined ? {} : { fromSeconds: options.fromSeconds }),
        ...(options.toSeconds === undefined ? {} : { toSeconds: options.toSeconds }),
      },
      media,
      camera,
      faceModel: {
        name: model.name,
        version: model.version,
        shapeModes: model.identityModes,
        expressionNames: [...model.expressionNames],
        albedoModes: model.albedoModes,
      },
      frames: observation.frames,
      faces: observation.faces,
      people: persons,
    };
    await draft.commit(project);
    return { project, summary: summaryOf(project, options.input, projectFolder, false) };
  } catch (error) {
    await draft.discard();
    throw error;
  }
}

/** The models whose change makes an old analysis stale. */
async function analysisModelHashes(models: ModelStore): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const job of ['detection', 'landmarks', 'identity', 'morphable-model']) {
    hashes[job] = (await models.resolve(job)).entry.sha256;
  }
  return hashes;
}

/** A damaged analysis is no reason to stop: it is made anew, and said. One of a newer program is left alone. */
async function loadEarlier(projectFolder: string, hooks: JobHooks): Promise<Project | undefined> {
  try {
    return await loadProject(projectFolder);
  } catch (error) {
    if (!(error instanceof StudioError) || error.code !== 'project-corrupt') throw error;
    hooks.onNotice?.({
      level: 'warning',
      message: `The analysis in ${projectFolder} is damaged and is made anew.`,
    });
    return undefined;
  }
}

async function observe(
  options: AnalyseOptions,
  media: MediaInfo,
  file: TableFile,
  layout: FitLayout,
  camera: Camera,
  parts: AnalysisParts,
  hooks: JobHooks,
): Promise<{ observation: Observation; people: readonly IdentifiedPerson[] }> {
  const { pool, model, clock } = parts;
  const progress = new StageProgress(hooks, 'analyse', media.frameCountEstimate);
  const frames = prefetch(parts.openFrames(media, hooks.signal), decodedAhead);
  const tracked = trackFaces(frames, pool, { detectEvery: options.detectEvery, signal: hooks.signal });
  const book = new TrackBook();
  const observation = await observeClip(tracked, file, layout, model, camera, clock, ({ frame, faces }) => {
    book.add(frame.index, faces);
    progress.advance();
  });
  progress.finish();
  const { people } = identifyPeople(book.tracks(), observation.frames);
  return { observation, people };
}

async function fitAll(
  file: TableFile,
  layout: FitLayout,
  camera: Camera,
  identified: readonly IdentifiedPerson[],
  observation: Observation,
  parts: AnalysisParts,
  hooks: JobHooks,
): Promise<Project['people']> {
  const { model, clock } = parts;
  const personOfTrack = new Map(
    identified.flatMap(({ id, trackIds }) => trackIds.map((track) => [track, id])),
  );
  const progress = new StageProgress(hooks, 'fit', observation.faces);
  const people = await gatherPeople(file, layout, personOfTrack);
  const fitted: (FittedPerson & { readonly albedo: Float32Array; readonly rows: PersonRows })[] = [];
  for (const rows of people) {
    const shape = await clock.time('fit', () => fitPersonShape(file, rows, model, camera));
    const skin = skinOf(rows.personId, personOfTrack, observation);
    fitted.push({ personId: rows.personId, shape, rows, ...fitSkin(model, skin) });
  }
  await clock.time('fit', () =>
    fitEveryFrame(
      file,
      layout,
      personOfTrack,
      fitted,
      model,
      camera,
      (count) => {
        progress.advance(count);
      },
      hooks.signal,
    ),
  );
  await clock.time('smooth', () => smoothEveryPerson(file, layout, personOfTrack));
  await rm(file(provisionalFitsFile));
  progress.finish();

  const reprojection = await RecordReader.float32(file(tables.fits.file), layout.columns);
  try {
    const list: Project['people'] = [];
    for (const { rows, shape, albedo } of fitted) {
      list.push({
        ...(await describePerson(rows, reprojection, layout, file)),
        tracks: [...personOfTrack].filter(([, id]) => id === rows.personId).map(([track]) => track),
        shape: [...shape],
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

function summaryOf(project: Project, input: string, projectFolder: string, reused: boolean): AnalysisSummary {
  return {
    input,
    project: projectFolder,
    frames: project.frames,
    people: project.people.map(({ shape: _shape, albedo: _albedo, tracks: _tracks, ...summary }) => summary),
    reused,
  };
}
