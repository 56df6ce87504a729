import type { EncodingOptions, VideoCodec } from '../../../preload/contract/media';
import { StudioError } from '../errors/studio-error';
import { ffmpegAbilities } from './ffmpeg-abilities';
import type { FfmpegBinary, FfmpegTools } from './locate-ffmpeg';
import { runTool } from './run-tool';

/** An encoder that exists in one of the ffmpeg programs, with everything that decides its output. */
export interface ChosenEncoder {
  readonly codec: VideoCodec;
  /** ffmpeg's name: libx264, h264_nvenc, … */
  readonly name: string;
  readonly hardware: boolean;
  readonly ffmpeg: FfmpegBinary;
  /** Options before the input (a hardware device). */
  readonly globalArguments: readonly string[];
  readonly arguments: readonly string[];
  /** What the colour filters must deliver. */
  readonly pixelFormat: string;
  /** Filters after the colour conversion (upload to the GPU). */
  readonly uploadFilters: readonly string[];
  /** Names the encoder, its version and options: segments made under different identities do not join. */
  readonly identity: string;
}

type Recipe = Pick<ChosenEncoder, 'name' | 'globalArguments' | 'arguments' | 'pixelFormat' | 'uploadFilters'>;

/**
 * Encoder threads. Output depends on the number of frame threads, so it is the same on every machine: a resumed job,
 * even elsewhere, makes the same frames.
 */
const frameThreads = 4;

/** 0..100 on a line from `worst` to `best`, in whole steps. */
function onScale(quality: number, worst: number, best: number): string {
  return String(Math.round(worst + ((best - worst) * quality) / 100));
}

/** Software recipes in order of preference. CRF ranges: 100 is visually lossless, 50 the encoders' own defaults. */
function softwareRecipes({ codec, quality, preset }: EncodingOptions): Recipe[] {
  const software = (name: string, pixelFormat: string, ...args: string[]): Recipe => ({
    name,
    pixelFormat,
    arguments: args,
    globalArguments: [],
    uploadFilters: [],
  });
  const threads = ['-threads', String(frameThreads)];
  switch (codec) {
    case 'h264':
      return [
        software('libx264', 'yuv420p', '-preset', preset, '-crf', onScale(quality, 36, 12), ...threads),
      ];
    case 'hevc':
      return [
        software(
          'libx265',
          'yuv420p',
          '-preset',
          preset,
          '-crf',
          onScale(quality, 40, 14),
          '-x265-params',
          'log-level=error:frame-threads=2',
        ),
      ];
    case 'av1': {
      const effort = ['ultrafast', 'veryfast', 'fast', 'medium', 'slow'].indexOf(preset);
      const crf = onScale(quality, 58, 14);
      return [
        software(
          'libsvtav1',
          'yuv420p',
          '-preset',
          String([12, 10, 8, 6, 4][effort]),
          '-crf',
          crf,
          '-g',
          '240',
        ),
        software(
          'libaom-av1',
          'yuv420p',
          '-cpu-used',
          String([8, 7, 6, 5, 4][effort]),
          '-crf',
          crf,
          '-b:v',
          '0',
          '-row-mt',
          '1',
          ...threads,
        ),
      ];
    }
    case 'prores': {
      const profile = quality >= 90 ? '3' : quality >= 60 ? '2' : quality >= 30 ? '1' : '0';
      return [software('prores_ks', 'yuv422p10le', '-profile:v', profile, '-vendor', 'apl0', ...threads)];
    }
    case 'ffv1':
      return [
        software('ffv1', 'bgr0', '-level', '3', '-g', '1', '-slices', '4', '-slicecrc', '1', ...threads),
      ];
  }
}

/** Hardware recipes; which of them works is found out by encoding a few frames. */
function hardwareRecipes({ codec, quality }: EncodingOptions): Recipe[] {
  if (codec === 'prores' || codec === 'ffv1') return [];
  const plain = (name: string, ...args: string[]): Recipe => ({
    name,
    pixelFormat: 'yuv420p',
    arguments: args,
    globalArguments: [],
    uploadFilters: [],
  });
  const level = onScale(quality, 38, 14);
  return [
    plain(`${codec}_nvenc`, '-rc', 'vbr', '-cq', level, '-b:v', '0'),
    plain(`${codec}_videotoolbox`, '-q:v', onScale(quality, 20, 90)),
    plain(`${codec}_qsv`, '-global_quality', level),
    plain(`${codec}_amf`, '-rc', 'cqp', '-qp_i', level, '-qp_p', level),
    {
      name: `${codec}_vaapi`,
      pixelFormat: 'nv12',
      arguments: ['-qp', level],
      globalArguments: ['-vaapi_device', '/dev/dri/renderD128'],
      uploadFilters: ['hwupload'],
    },
  ];
}

/**
 * Chooses the encoder for a job: a hardware one when asked for and working, else software, from the first ffmpeg
 * program that has it.
 * @throws StudioError `encoder-missing`, naming what to install.
 */
export async function chooseEncoder(
  options: EncodingOptions,
  tools: FfmpegTools,
  onNotice?: (message: string) => void,
): Promise<ChosenEncoder> {
  const programs = [tools.ffmpeg, ...tools.otherFfmpegs];
  if (options.hardware !== 'off') {
    for (const recipe of hardwareRecipes(options)) {
      for (const program of programs) {
        if (await encoderWorks(program, recipe)) return chosen(options.codec, recipe, program, true);
      }
    }
    const message = `No hardware encoder for ${options.codec} works on this machine`;
    if (options.hardware === 'required') {
      throw new StudioError('encoder-missing', `${message}. Leave --hardware out to encode in software.`);
    }
    onNotice?.(`${message}; encoding in software.`);
  }
  const recipes = softwareRecipes(options);
  for (const recipe of recipes) {
    for (const program of programs) {
      if (isTooOld(program, recipe.name)) continue;
      const { encoders } = await ffmpegAbilities(program);
      if (encoders.has(recipe.name)) return chosen(options.codec, recipe, program, false);
    }
  }
  const names = recipes.map((recipe) => recipe.name).join(' or ');
  throw new StudioError(
    'encoder-missing',
    `No ffmpeg found here can write ${options.codec} (${names}). Install a newer ffmpeg, set FACET_FFMPEG to it, or choose --codec h264.`,
  );
}

/** libaom before 2.0 (ffmpeg 4.2, libavcodec 58) needs minutes a frame and marks its stream experimental. */
function isTooOld(program: FfmpegBinary, encoder: string): boolean {
  return encoder === 'libaom-av1' && program.avcodecMajor < 59;
}

function chosen(codec: VideoCodec, recipe: Recipe, ffmpeg: FfmpegBinary, hardware: boolean): ChosenEncoder {
  const identity = [recipe.name, ffmpeg.version, recipe.pixelFormat, ...recipe.arguments].join(' ');
  return { ...recipe, codec, ffmpeg, hardware, identity };
}

const trials = new Map<string, Promise<boolean>>();

/** Encodes five grey frames with the very options of the job: drivers list encoders that no hardware backs. */
function encoderWorks(program: FfmpegBinary, recipe: Recipe): Promise<boolean> {
  const key = `${program.path}\n${recipe.name}\n${recipe.arguments.join(' ')}`;
  let works = trials.get(key);
  if (works === undefined) {
    works = tryEncoder(program, recipe);
    trials.set(key, works);
  }
  return works;
}

async function tryEncoder(program: FfmpegBinary, recipe: Recipe): Promise<boolean> {
  const { encoders } = await ffmpegAbilities(program);
  if (!encoders.has(recipe.name)) return false;
  const { code } = await runTool(
    program.path,
    [
      ...['-v', 'error', '-nostdin', ...recipe.globalArguments],
      ...['-f', 'lavfi', '-i', 'color=gray:size=320x240:rate=25'],
      ...['-vf', [`format=${recipe.pixelFormat}`, ...recipe.uploadFilters].join(',')],
      ...['-frames:v', '5', '-c:v', recipe.name, ...recipe.arguments, '-f', 'null', '-'],
    ],
    { timeoutMs: 15_000 },
  );
  return code === 0;
}

/** Hardware encoders of these codecs that work here, for `facet doctor`. */
export async function workingHardwareEncoders(tools: FfmpegTools): Promise<string[]> {
  const working: string[] = [];
  for (const codec of ['h264', 'hevc', 'av1'] as const) {
    for (const recipe of hardwareRecipes({ codec, quality: 75, preset: 'veryfast', hardware: 'auto' })) {
      if (await encoderWorks(tools.ffmpeg, recipe)) working.push(recipe.name);
    }
  }
  return working;
}
