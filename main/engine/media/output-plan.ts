import path from 'node:path';
import type { MediaInfo, VideoCodec } from '../../../preload/contract/media';
import { StudioError } from '../errors/studio-error';
import { stillFormatOf } from './still-formats';

export type Container = 'mp4' | 'mov' | 'matroska' | 'webm';

/** What becomes of one stream of the source. */
export interface StreamPlan {
  /** Index in the source. */
  readonly index: number;
  readonly kind: 'audio' | 'subtitle' | 'cover' | 'attachment';
  /** `copy`, or the encoder that converts it. */
  readonly codec: string;
  /** Further options of the stream; `%` stands for its output specifier. */
  readonly options: readonly string[];
}

export interface OutputPlan {
  readonly container: Container;
  readonly codec: VideoCodec;
  readonly streams: readonly StreamPlan[];
  /** Sentences about what is converted or left out. */
  readonly notices: readonly string[];
}

interface ContainerRules {
  readonly name: string;
  readonly video: readonly VideoCodec[];
  readonly audio: RegExp;
  /** Takes over audio that the container cannot hold. */
  readonly audioEncoder: 'aac' | 'flac' | 'libopus';
  readonly subtitles: RegExp;
  readonly textSubtitle: 'mov_text' | 'subrip' | 'webvtt';
}

// MP2 can be written to MP4, but players take it for MP3 or refuse it.
const muchPcm = 'pcm_(s16|s24|s32|f32|f64)(le|be)';
const rules: Readonly<Record<Container, ContainerRules>> = {
  mp4: {
    name: 'MP4',
    video: ['h264', 'hevc', 'av1'],
    audio: /^(aac|mp3|ac3|eac3|alac|opus|flac|dts)$/,
    audioEncoder: 'aac',
    subtitles: /^(mov_text|dvd_subtitle)$/,
    textSubtitle: 'mov_text',
  },
  mov: {
    name: 'QuickTime',
    video: ['h264', 'hevc', 'prores'],
    audio: new RegExp(`^(aac|mp3|ac3|eac3|alac|adpcm_ima_qt|pcm_(alaw|mulaw|u8|s8)|${muchPcm})$`),
    audioEncoder: 'aac',
    subtitles: /^mov_text$/,
    textSubtitle: 'mov_text',
  },
  matroska: {
    name: 'Matroska',
    video: ['h264', 'hevc', 'av1', 'prores', 'ffv1'],
    audio: new RegExp(
      `^(aac|mp3|mp2|ac3|eac3|alac|opus|vorbis|flac|dts|truehd|mlp|tta|wavpack|wmav[12]|wmapro|adpcm_(ms|ima_wav)|pcm_(u8|alaw|mulaw)|${muchPcm})$`,
    ),
    audioEncoder: 'flac',
    subtitles: /^(subrip|srt|ass|ssa|webvtt|dvd_subtitle|hdmv_pgs_subtitle|dvb_subtitle|hdmv_text_subtitle)$/,
    textSubtitle: 'subrip',
  },
  webm: {
    name: 'WebM',
    video: ['av1'],
    audio: /^(opus|vorbis)$/,
    audioEncoder: 'libopus',
    subtitles: /^webvtt$/,
    textSubtitle: 'webvtt',
  },
};

const containerOfExtension: Readonly<Record<string, Container>> = {
  '.mp4': 'mp4',
  '.m4v': 'mp4',
  '.mov': 'mov',
  '.mkv': 'matroska',
  '.webm': 'webm',
};

const textSubtitles =
  /^(subrip|srt|ass|ssa|webvtt|mov_text|text|subviewer1?|microdvd|sami|mpl2|vplayer|hdmv_text_subtitle)$/;

/**
 * Decides up front where every stream of the source goes, so that a job that cannot end well never begins.
 * @throws StudioError `output-format` when the name's extension cannot hold the picture.
 */
export function checkOutputFormat(info: MediaInfo, output: string, codec: VideoCodec): OutputPlan {
  const extension = path.extname(output).toLowerCase();
  const container = containerOfExtension[extension];
  if (info.kind === 'image') {
    if (stillFormatOf(output) !== undefined) return { container: 'mp4', codec, streams: [], notices: [] };
    throw new StudioError(
      'output-format',
      `${output}: the input is a picture, so the output must end in .png, .jpg, .webp or .tiff.`,
    );
  }
  if (container === undefined) {
    const better = path.format({
      ...path.parse(output),
      base: '',
      ext: codec === 'prores' ? '.mov' : codec === 'ffv1' ? '.mkv' : '.mp4',
    });
    throw new StudioError(
      'output-format',
      `${output}: ${extension === '' ? 'a name without extension' : extension} cannot be written. Videos end in .mp4, .mov, .mkv or .webm, for instance ${better}.`,
    );
  }
  const rule = rules[container];
  if (!rule.video.includes(codec)) {
    const able = Object.entries(containerOfExtension).filter(([, other]) =>
      rules[other].video.includes(codec),
    );
    throw new StudioError(
      'output-format',
      `${output}: ${rule.name} cannot hold ${codec}. Choose ${able.map(([name]) => name).join(' or ')}, or --codec ${rule.video.join(' or ')}.`,
    );
  }
  return { container, codec, ...planStreams(info, container, rule) };
}

function planStreams(
  info: MediaInfo,
  container: Container,
  rule: ContainerRules,
): Pick<OutputPlan, 'streams' | 'notices'> {
  const streams: StreamPlan[] = [];
  const notices: string[] = [];
  for (const { index, codec, channels, language } of info.audio) {
    if (rule.audio.test(codec)) {
      // Opus and FLAC in MP4 are marked experimental by ffmpeg before 4.3.
      streams.push({ index, kind: 'audio', codec: 'copy', options: [] });
      continue;
    }
    const lossy = rule.audioEncoder !== 'flac';
    const rate = lossy ? [`-b:%`, `${Math.min(512, 96 * Math.max(1, channels))}k`] : [];
    streams.push({ index, kind: 'audio', codec: rule.audioEncoder, options: rate });
    notices.push(
      `${rule.name} cannot hold the ${codec} sound (${language}): it is converted to ${rule.audioEncoder.replace('lib', '')}. Choose .mkv to keep it as it is.`,
    );
  }
  for (const { index, codec, language } of info.subtitles) {
    if (rule.subtitles.test(codec)) streams.push({ index, kind: 'subtitle', codec: 'copy', options: [] });
    else if (textSubtitles.test(codec)) {
      streams.push({ index, kind: 'subtitle', codec: rule.textSubtitle, options: [] });
      if (codec === 'ass' || codec === 'ssa')
        notices.push(
          `${rule.name} cannot hold ${codec} subtitles (${language}): the text is kept, its styling is lost. Choose .mkv to keep both.`,
        );
    } else {
      notices.push(
        `${rule.name} cannot hold the ${codec} subtitles (${language}): they are left out.${container === 'matroska' ? '' : ' Choose .mkv to keep them.'}`,
      );
    }
  }
  for (const { index, codec, cover } of info.attachments) {
    if (cover && (container === 'mp4' || container === 'mov')) {
      streams.push({ index, kind: 'cover', codec: 'copy', options: ['-disposition:%', 'attached_pic'] });
    } else if (!cover && container === 'matroska') {
      streams.push({ index, kind: 'attachment', codec: 'copy', options: [] });
    } else {
      notices.push(
        `The ${cover ? 'cover picture' : `attached file (${codec})`} is left out: ${rule.name} has no place for it here.`,
      );
    }
  }
  // Chapters and timecode of MP4/QuickTime show up as data streams and are written anew from chapters and tags.
  const others = info.data.filter(({ codec }) => !/^(text|tmcd|tx3g)$/.test(codec));
  if (others.length > 0) {
    notices.push(
      `${others.length} data stream(s) (${others.map(({ codec }) => codec).join(', ')}) are left out: they describe the camera's original file.`,
    );
  }
  return { streams, notices };
}
