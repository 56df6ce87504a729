import path from 'node:path';
import type { JobHooks } from '../../../preload/contract/engine';
import type { EnhanceSummary } from '../../../preload/contract/jobs';
import type { MediaInfo } from '../../../preload/contract/media';
import {
  enhanceOptionsSchema,
  vividnessSchema,
  type EnhanceOptions,
  type EnhanceRequest,
} from '../../../preload/contract/options';
import type { ChosenRestorer } from '../enhance/choose-restorer';
import { analyseInput } from '../analyse/analyse-input';
import { openInputFrames } from '../analyse/open-input-frames';
import type { EngineParts } from '../engine-parts';
import type { InferencePool } from '../inference/inference-pool';
import { StageProgress } from '../jobs/progress-reporter';
import { StageClock } from '../jobs/stage-clock';
import { assembleOutput } from '../media/assemble-output';
import { checkOutput } from '../media/check-output';
import { chooseEncoder } from '../media/encoders';
import type { FfmpegTools } from '../media/locate-ffmpeg';
import { checkOutputFormat } from '../media/output-plan';
import { probeMedia } from '../media/probe';
import { contentKey } from '../project/fingerprint';
import { projectFolderFor } from '../project/project-folder';
import type { Project } from '../project/project-format';
import { chooseModels, type ChosenModels } from './choose-models';
import { dressedPeople, type Dressed } from './dressed-people';
import { enhanceStill } from './enhance-still';
import { exportAncestors } from './export-ancestors';
import { renderClip } from './render-clip';
import type { RenderWatch } from './render-watch';
import { FrameRestorer } from './restore-frame';

type Result = Pick<EnhanceSummary, 'frames' | 'facesRestored' | 'facesSkipped' | 'segments'>;

/** `holiday.mp4` -> `holiday.side-by-side.mp4`: the comparison lies beside the result. */
export function sideBySideFile(output: string): string {
  const { dir, name, ext } = path.parse(output);
  return path.join(dir, `${name}.side-by-side${ext}`);
}

/** The whole job for one input: analyse, render what is not rendered yet, put the output together. */
export async function enhanceInput(
  request: EnhanceRequest,
  parts: EngineParts,
  hooks: JobHooks,
  watch: RenderWatch = {},
): Promise<EnhanceSummary> {
  const started = performance.now();
  const options = enhanceOptionsSchema.parse(request);
  const notify = (level: 'info' | 'warning') => (message: string) => hooks.onNotice?.({ level, message });
  const tools = await parts.tools();
  const media = await probeMedia(options.input, tools, hooks.signal);
  const comparison = options.sideBySide ? sideBySideFile(options.output) : undefined;
  // Whatever can be refused is refused before the first frame is decoded.
  await checkOutput(options.input, options.output, options.overwrite);
  if (comparison !== undefined) await checkOutput(options.input, comparison, options.overwrite);
  checkOutputFormat(media, options.output, options.encoding.codec).notices.forEach(notify('warning'));

  const projectFolder = options.project ?? projectFolderFor(options.input, options.output);
  const clock = new StageClock();
  const chosen = await chooseModels(parts.models, options, media.kind !== 'image');
  const { restorer } = chosen;
  for (const notice of restorer.notices) hooks.onNotice?.(notice);
  const asked = request.vividness ?? vividnessSchema.parse(undefined);
  if (restorer.vivid === undefined && asked !== vividnessSchema.parse(undefined)) {
    notify('info')(`${restorer.id} has no vivid weights; --vividness has no effect there.`);
  }
  if (options.faceModel !== undefined && options.prior === 'coeff') {
    notify('warning')(
      `The networks learnt the numbers of the built-in face: with --face-model, --prior coeff gives what --prior none gives.`,
    );
  }
  const { project: analysed, summary } = await analyseInput(
    options,
    media,
    projectFolder,
    parts,
    clock,
    hooks,
  );
  const project = watch.editProject?.(analysed) ?? analysed;
  if (project.people.length === 0) {
    notify('warning')(`No face was found in ${options.input}: the picture is passed on as it is.`);
  }
  const pool = await parts.pool(options.device, {});
  const dressed = await dressedPeople(options, project, projectFolder, restorer, pool, tools, parts, hooks);
  const job: Job = {
    ...dressed,
    options,
    media,
    project,
    peopleKey: whoIsWho(project) === whoIsWho(analysed) ? undefined : whoIsWho(project),
    projectFolder,
    chosen,
    comparison,
    tools,
    clock,
    parts,
    hooks,
    watch,
  };
  const result = media.kind === 'image' ? await enhancePhotograph(job, pool) : await enhanceVideo(job, pool);
  if (options.exportAncestors !== undefined) {
    const frames = openInputFrames(media, tools, options, {}, hooks.signal);
    const model = await parts.faceModel(project.faceModel.id);
    await exportAncestors(
      options.exportAncestors,
      options.faces,
      frames,
      project,
      projectFolder,
      model,
      hooks,
    );
  }
  const seconds = (performance.now() - started) / 1000;
  return {
    input: options.input,
    output: options.output,
    ...(comparison === undefined ? {} : { sideBySide: comparison }),
    analysis: summary,
    ...result,
    seconds,
    framesPerSecond: result.frames / seconds,
    stageMilliseconds: clock.perFrame(result.frames),
  };
}

/** Names the weights that will run, wherever they run. */
async function weightsHash(
  { id, vivid }: ChosenRestorer,
  vividness: number,
  { models }: Pick<EngineParts, 'models'>,
): Promise<string> {
  const { entry } = await models.resolve(id);
  const others = [entry.int8, vividness === 0 ? undefined : vivid].filter((other) => other !== undefined);
  const found = await Promise.all(others.map((other) => models.resolve(other)));
  return [entry.sha256, ...found.map((other) => other.entry.sha256)].join('+');
}

/** Names the way tracks are shared out among people. */
function whoIsWho(project: Project): string {
  return contentKey(project.people.map(({ id, tracks }) => [id, [...tracks].sort((a, b) => a - b)]));
}

interface Job extends Dressed {
  readonly options: EnhanceOptions;
  readonly media: MediaInfo;
  readonly project: Project;
  readonly peopleKey: string | undefined;
  readonly projectFolder: string;
  readonly chosen: ChosenModels;
  readonly comparison: string | undefined;
  readonly tools: FfmpegTools;
  readonly clock: StageClock;
  readonly parts: EngineParts;
  readonly hooks: JobHooks;
  readonly watch: RenderWatch;
}

async function enhancePhotograph(job: Job, pool: InferencePool): Promise<Result> {
  const { options, project, projectFolder, comparison, hooks } = job;
  const restorer = new FrameRestorer({
    pool,
    restorer: job.chosen.restorer,
    upscaler: job.chosen.upscaler,
    faceModelFile: await job.parts.faceModelFile(project.faceModel.id),
    camera: project.camera,
    prior: options.prior,
    strength: options.strength,
    vividness: options.vividness,
    thorough: true, // A single picture can take the time.
    scale: options.scale,
    clock: job.clock,
    signal: hooks.signal,
  });
  const { textures, watch } = job;
  const done = await enhanceStill(
    options,
    project,
    projectFolder,
    textures,
    restorer,
    comparison,
    hooks,
    watch,
  );
  return { ...done, frames: 1, segments: { total: 1, resumed: 0 } };
}

async function enhanceVideo(job: Job, pool: InferencePool): Promise<Result> {
  const { options, media, project, projectFolder, comparison, tools, clock, parts, hooks } = job;
  const { signal } = hooks;
  const encoder = await chooseEncoder(options.encoding, tools, (message) =>
    hooks.onNotice?.({ level: 'info', message }),
  );
  const restorerHash = await weightsHash(job.chosen.restorer, options.vividness, parts);
  const rendered = await renderClip(
    options,
    project,
    projectFolder,
    {
      pool,
      faceModelFile: await parts.faceModelFile(project.faceModel.id),
      tools,
      encoder,
      chosen: job.chosen,
      restorerHash,
      segmentFrames: parts.segmentFrames,
      clock,
      peopleKey: job.peopleKey,
      textures: job.textures,
      texturesKey: job.texturesKey,
      watch: job.watch,
    },
    hooks,
  );
  const outputs = [{ output: options.output, segmentFiles: rendered.resultFiles }];
  if (comparison !== undefined) outputs.push({ output: comparison, segmentFiles: rendered.comparisonFiles });
  const progress = new StageProgress(hooks, 'assemble', outputs.length);
  for (const { output, segmentFiles } of outputs) {
    await clock.time('assemble', () =>
      assembleOutput(
        {
          info: media,
          plan: checkOutputFormat(media, output, options.encoding.codec),
          segmentFiles,
          timestampsMicros: rendered.timestamps,
          output,
          fromSeconds: rendered.range.fromSeconds,
          toSeconds: rendered.range.toSeconds,
          signal,
        },
        tools,
      ),
    );
    progress.advance();
  }
  progress.finish();
  await rendered.segments.remove();
  return {
    frames: rendered.timestamps.length,
    facesRestored: rendered.facesRestored,
    facesSkipped: rendered.facesSkipped,
    segments: { total: rendered.segmentCount, resumed: rendered.resumedCount },
  };
}
