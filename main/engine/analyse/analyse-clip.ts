import type { JobHooks } from '../../../preload/contract/engine';
import type { AnalysisSummary } from '../../../preload/contract/jobs';
import type { MediaInfo } from '../../../preload/contract/media';
import type { AnalyseOptions } from '../../../preload/contract/options';
import { isCancelled, StudioError } from '../errors/studio-error';
import { defaultCamera } from '../geometry/projection';
import type { Camera, FaceModel } from '../geometry/types';
import type { InferencePool } from '../inference/inference-pool';
import type { StageClock } from '../jobs/stage-clock';
import { framesInRange } from '../media/frames-in-range';
import type { ModelStore } from '../models/model-store';
import { resolveFaceModel, resolveFaceNetwork, type FaceNetwork } from '../models/resolve-face-model';
import { fitLayout } from '../people/fit-row';
import type { VideoFrame } from '../pixels/image';
import { AnalysisDraft } from '../project/analysis-draft';
import { contentKey, fingerprintFile } from '../project/fingerprint';
import { loadProject } from '../project/project-folder';
import { projectVersion, type Project } from '../project/project-format';
import { fitClipPeople } from './fit-clip-people';
import { provisionalFitsFile, readingsFile, seenShapesFile, type TableFile } from './fit-people';
import {
  ObservationCheckpoints,
  observationStateVersion,
  type ObservationState,
} from './observation-checkpoints';
import { observeInput } from './observe-input';

/** Raised whenever the analysis of the same input would come out differently. */
const analysisVersion = 11;

/** What an analysis works with. */
export interface AnalysisParts {
  readonly pool: InferencePool;
  readonly models: ModelStore;
  readonly model: FaceModel;
  /** Of another project, which reads the faces in the model's numbers. */
  readonly network?: FaceNetwork | undefined;
  /** Opens the input's frames in the chosen range, but for the leading ones whose times are given, microseconds. */
  readonly openFrames: (
    media: MediaInfo,
    seenMicros: Float64Array,
    signal?: AbortSignal,
  ) => AsyncIterable<VideoFrame>;
  /** Frames between two checkpoints: the most that a killed run loses. */
  readonly checkpointFrames: number;
  readonly clock: StageClock;
}

/**
 * Finds the people of a clip and fits their faces, or takes the result of an earlier run of the same analysis.
 * The analysis is complete or not there: a run that is stopped leaves a checkpoint beside it, from which the next one
 * goes on to the same result.
 */
export async function analyseClip(
  options: AnalyseOptions,
  media: MediaInfo,
  projectFolder: string,
  parts: AnalysisParts,
  hooks: JobHooks,
): Promise<{ project: Project; summary: AnalysisSummary }> {
  const fingerprint = await fingerprintFile(options.input);
  const analysisKey = await analysisKeyOf(options, fingerprint, parts.models);
  const earlier = await findAnalysis(options, media, projectFolder, parts.models, hooks, analysisKey);
  if (earlier !== undefined) {
    return { project: earlier, summary: summaryOf(earlier, options.input, projectFolder, true) };
  }
  const draft = await AnalysisDraft.begin<ObservationState>(projectFolder, {
    // Providers differ in the last bits of their sums, as for the segments of a render.
    key: contentKey({ observationStateVersion, analysisKey, provider: parts.pool.provider }),
    fresh: options.fresh,
    onUnusable: (message) => hooks.onNotice?.({ level: 'warning', message }),
  });
  const checkpoints = new ObservationCheckpoints(draft, parts.checkpointFrames, parts.clock);
  const total = framesInRange(media, options);
  const resumed = checkpoints.resumeNotice(total);
  if (resumed !== undefined) hooks.onNotice?.({ level: 'info', message: resumed });
  try {
    const file: TableFile = (name) => draft.file(name);
    const { model } = parts;
    const camera = cameraOf(media);
    const layout = fitLayout(model.expressionNames.length);
    const { observation, people } = await observeInput(
      options,
      media,
      total,
      file,
      layout,
      camera,
      checkpoints,
      parts,
      hooks,
    );
    const persons = await fitClipPeople(
      file,
      layout,
      camera,
      people,
      observation,
      { ...parts, isPicture: media.kind === 'image' },
      hooks,
    );
    const face = await resolveFaceModel(parts.models, options.faceModel);
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
        ...(options.faceModel === undefined ? {} : { id: face.entry.id }),
        ...(parts.network === undefined ? {} : { network: parts.network.id }),
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
    await draft.commit(project, [provisionalFitsFile, readingsFile, seenShapesFile]);
    return { project, summary: summaryOf(project, options.input, projectFolder, false) };
  } catch (error) {
    await draft.leave();
    throw isCancelled(error)
      ? new StudioError('cancelled', checkpoints.stopHint(total), { cause: error })
      : error;
  }
}

/**
 * The analysis of an earlier run, where it is of this very input, range, options and models. Starts no workers.
 * @param analysisKey where it is known already
 */
export async function findAnalysis(
  options: AnalyseOptions,
  media: MediaInfo,
  projectFolder: string,
  models: ModelStore,
  hooks: JobHooks,
  analysisKey?: string,
): Promise<Project | undefined> {
  if (options.fresh) return undefined;
  const project = await loadEarlier(projectFolder, hooks);
  if (project === undefined) return undefined;
  const key = analysisKey ?? (await analysisKeyOf(options, await fingerprintFile(options.input), models));
  if (project.analysisKey !== key) return undefined;
  // The same content may have moved, or be named from another folder, since.
  return { ...project, media, input: { ...project.input, path: options.input } };
}

async function analysisKeyOf(
  options: AnalyseOptions,
  fingerprint: string,
  models: ModelStore,
): Promise<string> {
  return contentKey({
    analysisVersion,
    fingerprint,
    fromSeconds: options.fromSeconds,
    toSeconds: options.toSeconds,
    detectEvery: options.detectEvery,
    models: await analysisModelHashes(models, options.faceModel),
  });
}

/** The lens that the picture names; what is assumed where it names none, as videos do. */
function cameraOf({ displayWidth, displayHeight, focalRatio }: MediaInfo): Camera {
  const longerSide = Math.max(displayWidth, displayHeight);
  return defaultCamera(displayWidth, displayHeight, focalRatio && focalRatio * longerSide);
}

/** The models whose change makes an old analysis stale. */
async function analysisModelHashes(
  models: ModelStore,
  faceModel: string | undefined,
): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const job of ['detection', 'landmarks', 'identity', 'coefficients', 'shape']) {
    hashes[job] = (await models.resolve(job)).entry.sha256;
  }
  hashes['morphable-model'] = (await resolveFaceModel(models, faceModel)).entry.sha256;
  const network = await resolveFaceNetwork(models, faceModel);
  if (network !== undefined) {
    hashes['face-coefficients'] = contentKey({ sha256: network.sha256, adapter: network.adapter });
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

function summaryOf(project: Project, input: string, projectFolder: string, reused: boolean): AnalysisSummary {
  return {
    input,
    project: projectFolder,
    frames: project.frames,
    people: project.people.map(
      ({ shape: _shape, correction: _correction, albedo: _albedo, tracks: _tracks, ...summary }) => summary,
    ),
    reused,
  };
}
