import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { analyseOptionsSchema, vividnessSchema } from '../../../../preload/contract/options';
import { analyseClip } from '../../analyse/analyse-clip';
import { openInputFrames } from '../../analyse/open-input-frames';
import { chooseRestorer } from '../../enhance/choose-restorer';
import type { EngineParts } from '../../engine-parts';
import { StudioError, throwIfCancelled } from '../../errors/studio-error';
import { makeFolder } from '../../export/write-atomically';
import { chooseDevice } from '../../inference/choose-device';
import { InferencePool } from '../../inference/inference-pool';
import { StageClock } from '../../jobs/stage-clock';
import { probeMedia } from '../../media/probe';
import { fitLayout } from '../../people/fit-row';
import { AnalysisReader } from '../../project/analysis-reader';
import { personOfTrack, type Project } from '../../project/project-format';
import { choosePeople, preparePeople } from '../../render/chosen-people';
import { joinFaces, type ClipFrame } from '../../render/clip-frames';
import { FrameRestorer } from '../../render/restore-frame';
import { mapOrdered } from '../../stream/map-ordered';
import { sampleClip } from '../sample-clip';

export interface BenchmarkResult {
  /** Milliseconds a run on one worker, by the network's job or id. */
  readonly networks: Record<string, number>;
  readonly facesPerSecond: number;
  readonly device: string;
}

/** A second of the sample: enough runs for a mean. */
const seconds = 1;
/** Faces restored on all workers while the clock runs: a second or more on anything slower than 50 a second. */
const timedFaces = 50;
/** Before that, so that every worker has loaded what it needs. */
const warmingFaces = 10;

/** Phases that `onPhase` counts: analysis on one worker, restoration on one, restoration on all. */
export const benchmarkPhases = 3;

/** Runs the product's own stages on the bundled sample: one worker for the networks, then all of them for the pace. */
export async function runBenchmark(
  parts: EngineParts,
  dataFolder: string,
  onPhase: (done: number) => void,
  signal: AbortSignal,
): Promise<BenchmarkResult> {
  const { device } = await chooseDevice('auto');
  const tools = await parts.tools();
  const media = await probeMedia(sampleClip(), tools, signal);
  const options = analyseOptionsSchema.parse({ input: media.path, toSeconds: seconds, fresh: true });
  await makeFolder(dataFolder);
  const folder = await mkdtemp(path.join(dataFolder, 'benchmark-'));
  const single = new InferencePool({ models: parts.models, provider: device, workers: 1 });
  try {
    const { project } = await analyseClip(
      options,
      media,
      folder,
      {
        pool: single,
        models: parts.models,
        model: await parts.faceModel(),
        openFrames: (info, seen, stop) => openInputFrames(info, tools, options, {}, stop, seen),
        checkpointFrames: parts.segmentFrames,
        clock: new StageClock(),
      },
      { signal },
    );
    onPhase(1);
    const frames: ClipFrame[] = [];
    const decoded = openInputFrames(media, tools, options, {}, signal);
    for await (const item of facesOf(decoded, folder, project)) frames.push(item);
    if (frames.every(({ faces }) => faces.length === 0)) {
      throw new StudioError('no-faces', 'No face was found in the bundled sample. Reinstall the program.');
    }
    await restore(frames, frames.length, single, parts, project, signal);
    const networks = networkMeans(single.meanMilliseconds, await parts.models.entries());
    onPhase(2);
    const all = await parts.pool('auto', {});
    await restore(frames, warmingFaces, all, parts, project, signal);
    const started = performance.now();
    const faces = await restore(frames, timedFaces, all, parts, project, signal);
    const facesPerSecond = faces / ((performance.now() - started) / 1000);
    onPhase(benchmarkPhases);
    return { networks, facesPerSecond, device };
  } finally {
    await single.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function* facesOf(
  frames: ReturnType<typeof openInputFrames>,
  folder: string,
  project: Project,
): AsyncGenerator<ClipFrame, void, undefined> {
  const layout = fitLayout(project.faceModel.expressionNames.length);
  const analysis = await AnalysisReader.open(folder, layout.columns);
  try {
    const people = preparePeople(project, choosePeople(project, 'all'));
    // Arrays of the faces are views into the reader's block, which one second of one face never outgrows.
    yield* joinFaces(frames, analysis, layout, personOfTrack(project), people);
  } finally {
    await analysis.close();
  }
}

/** @returns faces restored: `count` frames' worth, going round */
async function restore(
  frames: readonly ClipFrame[],
  count: number,
  pool: InferencePool,
  parts: EngineParts,
  project: Project,
  signal: AbortSignal,
): Promise<number> {
  const restorer = new FrameRestorer({
    pool,
    restorer: chooseRestorer(await parts.models.entries(), 'restore'),
    faceModelFile: await parts.faceModelFile(project.faceModel.id),
    camera: project.camera,
    prior: 'both',
    strength: 1,
    vividness: vividnessSchema.parse(undefined),
    scale: 1,
    clock: new StageClock(),
    signal,
  });
  let restored = 0;
  const results = mapOrdered(goingRound(frames, count), pool.parallelism + 1, ({ frame, faces }) => {
    const { image } = frame;
    return restorer.restore({ ...image, data: image.data.slice() }, faces);
  });
  for await (const result of results) {
    throwIfCancelled(signal);
    restored += result.restored;
  }
  return restored;
}

async function* goingRound<T>(items: readonly T[], count: number): AsyncGenerator<T, void, undefined> {
  for (let i = 0; i < count; i++) yield items[i % items.length];
}

/** Networks only: the engine's own steps run in the same workers and are counted with them. */
function networkMeans(
  means: Readonly<Record<string, number>>,
  entries: readonly { readonly id: string; readonly job: string }[],
): Record<string, number> {
  return Object.fromEntries(
    Object.entries(means).filter(([name]) => entries.some(({ id, job }) => id === name || job === name)),
  );
}
