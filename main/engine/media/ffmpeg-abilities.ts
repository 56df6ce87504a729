import type { FfmpegBinary } from './locate-ffmpeg';
import { runTool } from './run-tool';

/** What one ffmpeg program can do, asked once per process. */
export interface FfmpegAbilities {
  readonly encoders: ReadonlySet<string>;
  readonly filters: ReadonlySet<string>;
  /** Options of the filter `showinfo`, which older programs lack. */
  readonly showinfoOptions: ReadonlySet<string>;
}

const known = new Map<string, Promise<FfmpegAbilities>>();

export function ffmpegAbilities(binary: FfmpegBinary): Promise<FfmpegAbilities> {
  let abilities = known.get(binary.path);
  if (abilities === undefined) {
    abilities = ask(binary.path);
    known.set(binary.path, abilities);
  }
  return abilities;
}

async function ask(program: string): Promise<FfmpegAbilities> {
  const [encoders, filters, showinfo] = await Promise.all([
    runTool(program, ['-hide_banner', '-encoders']),
    runTool(program, ['-hide_banner', '-filters']),
    runTool(program, ['-hide_banner', '-h', 'filter=showinfo']),
  ]);
  return {
    encoders: namesAfterFlags(encoders.stdout, /^ [VAS][A-Z.]{5} (\S+)/),
    filters: namesAfterFlags(filters.stdout, /^ [A-Z.]{2,3} (\S+)/),
    showinfoOptions: namesAfterFlags(showinfo.stdout, /^ +(\w+) +</),
  };
}

function namesAfterFlags(listing: string, line: RegExp): Set<string> {
  const names = new Set<string>();
  for (const text of listing.split('\n')) {
    const name = line.exec(text)?.[1];
    if (name !== undefined && name !== '=') names.add(name);
  }
  return names;
}

/** `-vsync` became `-fps_mode` in ffmpeg 5.1 (libavcodec 59.37) and is gone from the newest. */
export function keepEveryFrame(binary: FfmpegBinary): readonly string[] {
  return binary.avcodecMajor >= 60 ? ['-fps_mode', 'passthrough'] : ['-vsync', 'passthrough'];
}

/** The source's clock for the encoder; 7.0 (libavcodec 61) takes only the word, 6.0 and older only the number. */
export function keepTimeBase(binary: FfmpegBinary): readonly string[] {
  return ['-enc_time_base', binary.avcodecMajor >= 61 ? 'demux' : '-1'];
}
