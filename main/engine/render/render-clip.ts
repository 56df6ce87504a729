import type { JobHooks } from '../../../preload/contract/engine';
import type { SkippedFaces } from '../../../preload/contract/jobs';
import type { EnhanceOptions } from '../../../preload/contract/options';
import { isCancelled, StudioError } from '../errors/studio-error';
import { comparisonSize } from '../export/comparison';
import type { UvTexture } from '../geometry/uv-texture';
import type { InferencePool } from '../inference/inference-pool';
import { StageProgress } from '../jobs/progress-reporter';
import type { StageClock } from '../jobs/stage-clock';
import { resolveColour } from '../media/colour';
import { decodeFrames } from '../media/decode-frames';
import type { SegmentSpec } from '../media/encode-segment';
import type { ChosenEncoder } from '../media/encoders';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import { uprightSampleAspect } from '../media/probe';
import { fitLayout } from '../people/fit-row';
import { createRgbImage } from '../pixels/image';
import { AnalysisReader } from '../project/analysis-reader';
import { contentKey } from '../project/fingerprint';
import { personOfTrack, type Project } from '../project/project-format';
import { FramePool } from '../stream/frame-pool';
import type { ChosenModels } from './choose-models';
import { choosePeople, preparePeople } from './chosen-people';
import { joinFaces, type ClipFrame } from './clip-frames';
import { OpenSegment } from './open-segment';
import { FrameRestorer } from './restore-frame';
import { restoreInOrder } from './restore-in-order';
import { frameRangeOf, type FrameRange } from './frame-range';
import type { RenderWatch } from './render-watch';
import { contiguousRuns, framesUpTo, withNeighbours } from './segment-runs';
import { planSegments, SegmentFolder, type Segment } from './segments';

/** Raised whenever the same settings would give other pixels. */
const renderVersion = 7;

const resumeHint = 'Stopped; the same command goes on after the last finished segment.';

export interface RenderParts {
  readonly pool: InferencePool;
  readonly faceModelFile: string;
  readonly tools: FfmpegTools;
  readonly encoder: ChosenEncoder;
  readonly chosen: ChosenModels;
  readonly restorerHash: string;
  readonly segmentFrames: number;
  readonly clock: StageClock;
  /** Tells edits of who is who from the analysis' own word; absent where there are none. */
  readonly peopleKey?: string | undefined;
  /** Skin of people from sharper pictures, by id. */
  readonly textures?: ReadonlyMap<number, UvTexture>;
  /** Tells those pictures from others; absent where there are none. */
  readonly texturesKey?: string | undefined;
  readonly watch?: RenderWatch | undefined;
}

export interface RenderedClip {
  readonly segments: SegmentFolder;
  readonly resultFiles: readonly string[];
  /** Empty unless the side-by-side video was asked for. */
  readonly comparisonFiles: readonly string[];
  readonly range: FrameRange;
  /** [N] microseconds from the start of the source, of the frames in the range. */
  readonly timestamps: Float64Array;
  readonly facesRestored: number;
  readonly facesSkipped: SkippedFaces;
  readonly segmentCount: number;
  readonly resumedCount: number;
  readonly framesRendered: number;
}

/** Renders every segment that is not there yet. Segments stay in the project folder until the caller removes them. */
export async function renderClip(
  options: EnhanceOptions,
  project: Project,
  projectFolder: string,
  parts: RenderParts,
  hooks: JobHooks,
): Promise<RenderedClip> {
  const chosen = choosePeople(project, options.faces);
  const layout = fitLayout(project.faceModel.expressionNames.length);
  const analysis = await AnalysisReader.open(projectFolder, layout.columns);
  try {
    const timestamps = analysis.timestamps();
    const range = frameRangeOf(options, timestamps);
    const folder = await SegmentFolder.open(projectFolder, renderKeyOf(options, project, parts));
    const streams = options.sideBySide ? ['result', 'comparison'] : ['result'];
    const segments = planSegments(range.to, parts.segmentFrames, range.from);
    const done = new Set<number>();
    for (const segment of segments) if (await folder.has(segment, streams)) done.add(segment.index);
    if (done.size > 0) {
      hooks.onNotice?.({
        level: 'info',
        message: `Resuming: ${done.size} of ${segments.length} segments are rendered already.`,
      });
    }
    const framesLeft = segments.reduce(
      (sum, s) => sum + (done.has(s.index) ? 0 : s.endFrame - s.firstFrame),
      0,
    );
    const frames = range.to - range.from;
    parts.watch?.onSegments?.({
      folder: folder.folder,
      segments: segments.length,
      segmentsReused: done.size,
      frames,
      framesReused: frames - framesLeft,
    });
    const progress = new StageProgress(hooks, 'render', framesLeft);
    const pool = new FramePool();
    const restorer = new FrameRestorer({
      pool: parts.pool,
      restorer: parts.chosen.restorer,
      upscaler: parts.chosen.upscaler,
      faceModelFile: parts.faceModelFile,
      camera: project.camera,
      prior: options.prior,
      strength: options.strength,
      vividness: options.vividness,
      thorough: options.thorough,
      steady: options.steady,
      scale: options.scale,
      clock: parts.clock,
      allocate: pool.take,
      signal: hooks.signal,
    });
    const tracks = personOfTrack(project);
    const people = preparePeople(project, chosen, options.peopleStrength, parts.textures);
    for (const run of contiguousRuns(segments, done)) {
      const neighbourhood = withNeighbours(run, range, restorer.reach + restorer.steadyReach);
      const decoded = decodeFrames(project.media, parts.tools, {
        fromSeconds: options.fromSeconds,
        toSeconds: options.toSeconds,
        startFrame: neighbourhood.from,
        frameTimes: timestamps,
        allocate: pool.take,
        signal: hooks.signal,
      });
      const joined = joinFaces(framesUpTo(decoded, neighbourhood.to), analysis, layout, tracks, people);
      await renderRun(run, joined, restorer, pool, options, project, folder, parts, progress, hooks);
    }
    progress.finish();
    return {
      segments: folder,
      resultFiles: segments.map((segment) => folder.file(segment, 'result')),
      comparisonFiles: options.sideBySide ? segments.map((s) => folder.file(s, 'comparison')) : [],
      range,
      timestamps: timestamps.subarray(range.from, range.to),
      ...(await totals(folder, segments)),
      segmentCount: segments.length,
      resumedCount: done.size,
      framesRendered: framesLeft,
    };
  } catch (error) {
    throw isCancelled(error) ? new StudioError('cancelled', resumeHint, { cause: error }) : error;
  } finally {
    await analysis.close();
  }
}

/** Everything that shapes the pixels of a segment. */
function renderKeyOf(options: EnhanceOptions, project: Project, parts: RenderParts): string {
  return contentKey({
    renderVersion,
    analysis: project.analysisKey,
    task: options.task,
    scale: options.scale,
    prior: options.prior,
    strength: options.strength,
    // Of no effect on networks that have no vivid weights.
    vividness: parts.chosen.restorer.vivid === undefined ? undefined : options.vividness,
    faces: options.faces,
    // Left out where absent, so that segments of a plain job keep their name.
    thorough: options.thorough || undefined,
    unsteady: options.steady === false || undefined,
    peopleStrength: options.peopleStrength,
    people: parts.peopleKey,
    textures: parts.texturesKey,
    fromFrame: options.fromFrame,
    toFrame: options.toFrame,
    encoder: parts.encoder.identity,
    restorer: parts.restorerHash,
    models: parts.chosen.key,
    // Providers differ in the last bits of their sums.
    provider: parts.pool.provider,
    segmentFrames: parts.segmentFrames,
  });
}

/** Frames in work at once: one per network run, and one that is being cut, painted or encoded. */
function concurrencyOf(pool: InferencePool): number {
  return pool.parallelism + 1;
}

async function renderRun(
  run: readonly Segment[],
  frames: AsyncIterable<ClipFrame>,
  restorer: FrameRestorer,
  pool: FramePool,
  options: EnhanceOptions,
  project: Project,
  folder: SegmentFolder,
  parts: RenderParts,
  progress: StageProgress,
  hooks: JobHooks,
): Promise<void> {
  const { media } = project;
  const width = media.displayWidth * options.scale;
  const height = media.displayHeight * options.scale;
  const spec: SegmentSpec = {
    encoder: parts.encoder,
    width,
    height,
    frameRate: media.frameRate,
    variableFrameRate: media.variableFrameRate,
    colour: resolveColour(media),
    sampleAspect: uprightSampleAspect(media),
  };
  const comparisonSpec = { ...spec, ...comparisonSize(width, height) };
  const side = options.sideBySide ? createRgbImage(comparisonSpec.width, comparisonSpec.height) : undefined;
  const { watch } = parts;
  const wanted = { from: run[0].firstFrame, to: run[run.length - 1].endFrame };
  const restored = restoreInOrder(frames, restorer, {
    wanted,
    concurrency: concurrencyOf(parts.pool),
    keepBefore: () => options.sideBySide || watch?.wantsPicture?.() === true,
    drop: pool.give,
  });
  let open: OpenSegment | undefined;
  let finishing: Promise<void> = Promise.resolve();
  let expected = wanted.from;
  try {
    for await (const { item, result } of restored) {
      if (item.frame.index !== expected) {
        throw new StudioError('internal', `Frame ${item.frame.index} came where ${expected} was due.`);
      }
      const segment = run[Math.floor((expected - wanted.from) / parts.segmentFrames)];
      open ??= await OpenSegment.start(segment, folder, spec, side && comparisonSpec, hooks.signal);
      await open.write(item, result, side, parts.clock);
      const { before, image: after } = result;
      watch?.onFrame?.(item.frame.index, before === undefined ? undefined : { before, after });
      const { data } = item.frame.image;
      pool.give(data);
      if (after.data !== data) pool.give(after.data);
      progress.advance();
      expected++;
      if (expected === segment.endFrame) {
        await finishing;
        finishing = open.finish(folder).then(() => watch?.onSegmentDone?.(segment.index));
        void finishing.catch(() => undefined); // seen where it is awaited
        open = undefined;
      }
    }
    await finishing;
    if (expected !== wanted.to) {
      throw new StudioError(
        'input-truncated',
        `${project.input.path} gave ${expected} frames this time and ${project.frames} when it was analysed. Has it changed? Run again with --fresh.`,
      );
    }
  } catch (error) {
    await Promise.allSettled([finishing, open?.abort()]);
    throw error;
  }
}

async function totals(
  folder: SegmentFolder,
  segments: readonly Segment[],
): Promise<{ facesRestored: number; facesSkipped: SkippedFaces }> {
  const facesSkipped = { tooSmall: 0, tooTurned: 0, tooUncertain: 0, notChosen: 0 };
  let facesRestored = 0;
  for (const segment of segments) {
    const tally = await folder.readTally(segment);
    facesRestored += tally.facesRestored;
    facesSkipped.tooSmall += tally.skipped.tooSmall;
    facesSkipped.tooTurned += tally.skipped.tooTurned;
    facesSkipped.tooUncertain += tally.skipped.tooUncertain;
    facesSkipped.notChosen += tally.skipped.notChosen;
  }
  return { facesRestored, facesSkipped };
}
