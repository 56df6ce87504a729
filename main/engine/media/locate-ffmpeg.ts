import { accessSync, chmodSync, constants, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { StudioError } from '../errors/studio-error';
import { runTool } from './run-tool';

export type FfmpegOrigin = 'setting' | 'ffmpeg-static' | 'npm package' | 'PATH';

/** One program that was found and runs. */
export interface FfmpegBinary {
  readonly path: string;
  readonly origin: FfmpegOrigin;
  /** As the program names it: `7.0.2-static`, `5.1.9-0+deb12u1`, `N-47683-g0e8eb07980-static`. */
  readonly version: string;
  /** libavcodec's major version: the only comparable number git builds print (58 = 4.x, 59 = 5.x, 60 = 6.x, 61 = 7.x). */
  readonly avcodecMajor: number;
}

/** What was looked at on the way, for `facet doctor`. */
export interface FfmpegAttempt {
  readonly program: 'ffmpeg' | 'ffprobe';
  readonly origin: FfmpegOrigin;
  readonly path: string;
  /** Absent when it works. */
  readonly problem?: string;
}

export interface FfmpegTools {
  readonly ffmpeg: FfmpegBinary;
  readonly ffprobe: FfmpegBinary;
  /** Other working ffmpeg programs, in order of preference: asked when `ffmpeg` lacks an encoder. */
  readonly otherFfmpegs: readonly FfmpegBinary[];
  readonly tried: readonly FfmpegAttempt[];
}

export interface FfmpegSettings {
  readonly ffmpegPath?: string | undefined;
  readonly ffprobePath?: string | undefined;
}

interface Candidate {
  readonly origin: FfmpegOrigin;
  readonly path: string;
}

const found = new Map<string, Promise<FfmpegTools>>();

/**
 * Finds ffmpeg and ffprobe: setting (or FACET_FFMPEG / FACET_FFPROBE), ffmpeg-static, the npm packages that carry the
 * binaries, PATH. A candidate counts only if it starts. Looked up once per process and setting.
 * @throws StudioError `ffmpeg-missing` with what was tried; a setting that does not work is an error, never skipped.
 */
export function locateFfmpeg(settings: FfmpegSettings = {}): Promise<FfmpegTools> {
  const ffmpegPath = settings.ffmpegPath ?? process.env.FACET_FFMPEG;
  const ffprobePath = settings.ffprobePath ?? process.env.FACET_FFPROBE;
  const key = `${ffmpegPath ?? ''}\n${ffprobePath ?? ''}\n${process.env.PATH ?? ''}`;
  let tools = found.get(key);
  if (tools === undefined) {
    tools = locate(ffmpegPath, ffprobePath);
    tools.catch(() => found.delete(key));
    found.set(key, tools);
  }
  return tools;
}

async function locate(ffmpegPath: string | undefined, ffprobePath: string | undefined): Promise<FfmpegTools> {
  const tried: FfmpegAttempt[] = [];
  const ffmpegs = await workingBinaries('ffmpeg', ffmpegPath, tried);
  const ffprobes = await workingBinaries('ffprobe', ffprobePath, tried);
  return { ffmpeg: ffmpegs[0], ffprobe: ffprobes[0], otherFfmpegs: ffmpegs.slice(1), tried };
}

async function workingBinaries(
  program: 'ffmpeg' | 'ffprobe',
  setting: string | undefined,
  tried: FfmpegAttempt[],
): Promise<FfmpegBinary[]> {
  const working: FfmpegBinary[] = [];
  for (const candidate of candidates(program, setting)) {
    const result = await tryBinary(program, candidate);
    const { origin } = candidate;
    if (typeof result === 'string') {
      tried.push({ program, origin, path: candidate.path, problem: result });
      if (origin === 'setting') {
        throw new StudioError(
          'ffmpeg-missing',
          `The ${program} named in the settings does not work: ${candidate.path} (${result}). Correct the setting or remove it to use the built-in one.`,
          { details: { tried } },
        );
      }
    } else {
      tried.push({ program, origin, path: candidate.path });
      working.push(result);
    }
  }
  if (working.length === 0) {
    const places = tried.filter((attempt) => attempt.program === program);
    const list = places.map((attempt) => `${attempt.path} (${attempt.problem ?? ''})`).join('; ');
    throw new StudioError(
      'ffmpeg-missing',
      `${program} was not found${list === '' ? '' : `; tried ${list}`}. Run npm ci again, install ffmpeg, or set FACET_${program.toUpperCase()} to its path.`,
      { details: { tried } },
    );
  }
  return working;
}

function candidates(program: 'ffmpeg' | 'ffprobe', setting: string | undefined): Candidate[] {
  const list: Candidate[] = [];
  // /bin is often a link to /usr/bin: the same program is tried once.
  const seen = new Set<string>();
  const add = (origin: FfmpegOrigin, file: string | undefined) => {
    if (file === undefined || file === '') return;
    const real = isFile(file) ? realpathSync(file) : file;
    if (seen.has(real)) return;
    seen.add(real);
    list.push({ origin, path: file });
  };
  if (setting !== undefined && setting !== '') add('setting', path.resolve(setting));
  if (program === 'ffmpeg') add('ffmpeg-static', pathFromPackage('ffmpeg-static'));
  add('npm package', pathFromPackage(`@${program}-installer/${program}`));
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const file = path.join(folder, process.platform === 'win32' ? `${program}.exe` : program);
    if (folder !== '' && isFile(file)) add('PATH', file);
  }
  return list;
}

/** ffmpeg-static exports the path itself, the installers an object with `path`. Packages inside an asar archive live beside it. */
function pathFromPackage(name: string): string | undefined {
  let value: unknown;
  try {
    // Not a literal require(): these packages may be absent on this platform, and bundlers look for literals.
    value = createRequire(__filename)(name) as unknown;
  } catch {
    return undefined;
  }
  const file =
    typeof value === 'object' && value !== null && 'path' in value && typeof value.path === 'string'
      ? value.path
      : value;
  return typeof file === 'string' ? file.replace(/app\.asar([\\/])/, 'app.asar.unpacked$1') : undefined;
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Returns the binary, or in words why it cannot be used. */
async function tryBinary(program: string, candidate: Candidate): Promise<FfmpegBinary | string> {
  if (!isFile(candidate.path)) return 'no such file';
  const problem = makeExecutable(candidate);
  if (problem !== undefined) return problem;
  const { stdout, stderr, code } = await runTool(candidate.path, ['-version'], { timeoutMs: 20_000 });
  const version = new RegExp(`^${program} version (\\S+)`, 'm').exec(stdout)?.[1];
  if (code !== 0 || version === undefined) {
    return `does not start: ${stderr.trim().split('\n')[0] ?? `exit code ${code}`}`;
  }
  const avcodecMajor = Number(/libavcodec\s+(\d+)\./.exec(stdout)?.[1] ?? 0);
  return { path: candidate.path, origin: candidate.origin, version, avcodecMajor };
}

/** Some archives and package managers lose the x bit: put it back inside node_modules, where the file is ours. */
function makeExecutable(candidate: Candidate): string | undefined {
  try {
    accessSync(candidate.path, constants.X_OK);
    return undefined;
  } catch {
    if (candidate.origin !== 'ffmpeg-static' && candidate.origin !== 'npm package') return 'not executable';
  }
  try {
    chmodSync(candidate.path, 0o755);
    return undefined;
  } catch {
    return `not executable, and chmod failed; run: chmod +x ${candidate.path}`;
  }
}
