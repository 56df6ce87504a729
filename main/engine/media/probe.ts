import { open } from 'node:fs/promises';
import type { MediaInfo } from '../../../preload/contract/media';
import { StudioError, throwIfCancelled } from '../errors/studio-error';
import { checkInput } from './check-input';
import { chooseFrameRate, hasVariableRate } from './frame-rate';
import type { FfmpegTools } from './locate-ffmpeg';
import { bitDepthOf, parseClock, parseFraction, probeReportSchema, uprightRotation } from './probe-report';
import type { ProbedStream, ProbeReport } from './probe-report';
import { probeStill } from './probe-still';
import { runTool } from './run-tool';
import { isRgbFormat } from './colour';

/** A face of the detector's smallest size does not fit in less, pixels. */
export const smallestSide = 16;
/** H.264 level 6.2 and HEVC end at 8192 x 4320; AV1 at 16384. Frames beyond cannot be written by any encoder here. */
export const largestVideoSide = 16384;

/** Codecs whose "video" is one picture: the files are stills and sharp reads them. */
const stillFormats = /^(image2|.*_pipe|bmp|png|jpeg|tiff|webp|heif|avif|svg|ico)$/;

/**
 * Reads what a file holds: a video through ffprobe, a still picture through sharp; the content decides, not the name.
 * Animated GIF and WebP are videos.
 * @throws StudioError `input-*` with what to do, `cancelled`, `ffmpeg-failed`.
 */
export async function probeMedia(path: string, tools: FfmpegTools, signal?: AbortSignal): Promise<MediaInfo> {
  throwIfCancelled(signal);
  const bytes = await checkInput(path);
  const still = await probeStill(path, bytes);
  if (still !== undefined) return still;

  const { stdout, stderr, code } = await runTool(
    tools.ffprobe.path,
    ['-v', 'error', '-of', 'json', '-show_streams', '-show_format', '-show_chapters', `file:${path}`],
    { signal },
  );
  throwIfCancelled(signal);
  if (code !== 0) throw explainRefusal(path, stderr, await startsLikeMp4(path));
  const report = probeReportSchema.parse(JSON.parse(stdout));
  return describeVideo(path, bytes, report, tools, signal);
}

/** ISO 14496-12: bytes 4..7 of the file name its first box. A name ending in .mp4 alone makes ffmpeg look for an index. */
async function startsLikeMp4(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const head = Buffer.alloc(8);
    await file.read(head, 0, 8, 0);
    return /^(ftyp|moov|mdat|free|skip|wide)$/.test(head.toString('latin1', 4, 8));
  } finally {
    await file.close();
  }
}

function explainRefusal(path: string, stderr: string, isMp4: boolean): StudioError {
  if (isMp4 && /moov atom not found/i.test(stderr)) {
    return new StudioError(
      'input-truncated',
      `${path} lacks its index (moov): the recording or download was cut off before the end. Fetch it again, or repair it from a sound file of the same camera.`,
    );
  }
  const reason =
    stderr
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^file:.*?: /, '') ?? '';
  return new StudioError(
    'input-not-media',
    `${path} is neither a video nor a picture that ffmpeg or sharp can read${reason === '' ? '' : ` (${reason})`}.`,
  );
}

async function describeVideo(
  path: string,
  bytes: number,
  report: ProbeReport,
  tools: FfmpegTools,
  signal: AbortSignal | undefined,
): Promise<MediaInfo> {
  const streams = report.streams;
  const pictures = streams.filter((stream) => stream.codec_type === 'video');
  const isCover = (stream: ProbedStream) => stream.disposition?.attached_pic === 1;
  const video = pictures.find((stream) => !isCover(stream));
  const formatName = report.format.format_name ?? 'unknown';
  if (video === undefined) {
    throw new StudioError(
      'input-no-video',
      pictures.length > 0
        ? `${path} holds sound and a cover picture but no video. Pass a video or a photograph.`
        : streams.length > 0
          ? `${path} holds no picture, only ${listKinds(streams)}. Pass a video or a photograph.`
          : `${path} is empty of streams. Pass a video or a photograph.`,
    );
  }
  if (streams.length === 1 && stillFormats.test(formatName) && formatName !== 'gif') {
    throw new StudioError(
      'input-not-media',
      `${path} is a picture (${video.codec_name ?? formatName}) that cannot be read here. Convert it to PNG or JPEG.`,
    );
  }
  const width = video.width ?? 0;
  const height = video.height ?? 0;
  checkVideoSize(path, width, height);

  const rotationDegrees = uprightRotation(video);
  const turned = rotationDegrees % 180 === 90;
  const pixelFormat = video.pix_fmt ?? 'unknown';
  const frameRate = chooseFrameRate(video);
  const announced = video.duration ?? parseClock(video.tags?.DURATION ?? video.tags?.['DURATION-eng']);
  const announcedVideoSeconds = announced !== undefined && announced > 0 ? announced : undefined;
  const durationSeconds = announcedVideoSeconds ?? Math.max(0, report.format.duration ?? 0);
  const variableFrameRate = await hasVariableRate(path, video, tools, signal);
  const data = streams.filter((stream) => stream.codec_type === 'data');
  const info: MediaInfo = {
    path,
    kind: 'video',
    container: formatName,
    bytes,
    width,
    height,
    displayWidth: turned ? height : width,
    displayHeight: turned ? width : height,
    rotationDegrees,
    sampleAspect: parseFraction(video.sample_aspect_ratio) ?? [1, 1],
    durationSeconds,
    frameRate,
    variableFrameRate,
    frameCountEstimate:
      video.nb_frames !== undefined && video.nb_frames > 0
        ? video.nb_frames
        : Math.max(1, Math.round((durationSeconds * frameRate[0]) / frameRate[1])),
    videoStream: video.index,
    timeBase: parseFraction(video.time_base) ?? [1, 90_000],
    startSeconds: originOf(finite(report.format.start_time), finite(video.start_time)),
    ...(announcedVideoSeconds === undefined ? {} : { announcedVideoSeconds }),
    codec: video.codec_name ?? 'unknown',
    pixelFormat,
    bitDepth: bitDepthOf(pixelFormat, video.bits_per_raw_sample),
    colour: {
      range: video.color_range === 'pc' ? 'full' : video.color_range === 'tv' ? 'limited' : 'unknown',
      space: video.color_space ?? 'unknown',
      transfer: video.color_transfer ?? 'unknown',
      primaries: video.color_primaries ?? 'unknown',
    },
    audio: streams
      .filter((stream) => stream.codec_type === 'audio')
      .map((stream) => ({
        index: stream.index,
        codec: stream.codec_name ?? 'unknown',
        channels: stream.channels ?? 0,
        language: stream.tags?.language ?? 'und',
      })),
    subtitles: streams
      .filter((stream) => stream.codec_type === 'subtitle')
      .map((stream) => ({
        index: stream.index,
        codec: stream.codec_name ?? 'unknown',
        language: stream.tags?.language ?? 'und',
      })),
    dataStreams: data.length,
    data: data.map((stream) => ({
      index: stream.index,
      codec: stream.codec_tag_string ?? stream.codec_name ?? 'unknown',
    })),
    attachments: streams
      .filter((stream) => stream.codec_type === 'attachment' || (stream !== video && isCover(stream)))
      .map((stream) => ({
        index: stream.index,
        codec: stream.codec_name ?? 'unknown',
        cover: stream.codec_type === 'video',
      })),
    chapters: report.chapters.length,
    hasAlpha: /^(yuva|rgba|bgra|argb|abgr|gbrap|ya|pal8)/.test(pixelFormat),
    warnings: [],
  };
  info.warnings.push(...warningsFor(info, video, pictures.filter((stream) => !isCover(stream)).length));
  return info;
}

function checkVideoSize(path: string, width: number, height: number): void {
  const size = `${width} x ${height}`;
  if (width === 0 || height === 0) {
    throw new StudioError(
      'input-no-frames',
      `${path} announces a video stream whose picture size cannot be read: no frame of it decodes. The file is damaged or cut off.`,
    );
  }
  if (Math.min(width, height) < smallestSide) {
    throw new StudioError(
      'input-too-small',
      `${path} is ${size} pixels; at least ${smallestSide} x ${smallestSide} are needed to show a face.`,
    );
  }
  if (Math.max(width, height) > largestVideoSide) {
    throw new StudioError(
      'input-too-large',
      `${path} is ${size} pixels; at most ${largestVideoSide} on a side can be encoded again. Scale it down first.`,
    );
  }
}

function warningsFor(info: MediaInfo, video: ProbedStream, pictureStreams: number): string[] {
  const warnings: string[] = [];
  if (/^(smpte2084|arib-std-b67)$/.test(info.colour.transfer)) {
    const name = info.colour.transfer === 'smpte2084' ? 'HDR (PQ)' : 'HDR (HLG)';
    warnings.push(
      `The video is ${name}: brightness keeps its curve and tags, but 8 bits are processed and smooth areas may show steps.`,
    );
  }
  if (info.bitDepth > 8) {
    warnings.push(
      `${info.bitDepth}-bit is processed as 8-bit: the finest gradations of the source are lost.`,
    );
  }
  if (info.variableFrameRate) warnings.push('The frame rate varies; every frame keeps its own time.');
  if (info.hasAlpha) warnings.push('Transparency of videos is not kept.');
  if (/^(tt|bb|tb|bt)$/.test(video.field_order ?? '')) {
    warnings.push(
      'The video is interlaced: frames are processed whole. Deinterlace first (ffmpeg -vf bwdif) for a better result.',
    );
  }
  if (isRgbFormat(info.pixelFormat) && info.pixelFormat !== 'pal8' && info.codec !== 'gif') {
    warnings.push('The video is stored as RGB; the output is YUV unless FFV1 is chosen.');
  }
  if (pictureStreams > 1)
    warnings.push(`The file holds ${pictureStreams} video streams; the first one is used.`);
  return warnings;
}

function listKinds(streams: readonly ProbedStream[]): string {
  const kinds = [...new Set(streams.map((stream) => stream.codec_type ?? 'unknown'))];
  return kinds.join(', ');
}

/**
 * Where a file's time begins: its first timestamp, except that sound from before 0 (an encoder's run-up, which nobody
 * hears) does not count. Sources whose pictures start at 0 keep their times.
 */
function originOf(container: number | undefined, video: number | undefined): number {
  const start = container ?? video ?? 0;
  return start < 0 ? Math.min(0, video ?? 0) : start;
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** Sample aspect of the upright picture: a quarter turn swaps the pixel's sides. */
export function uprightSampleAspect(info: MediaInfo): readonly [number, number] {
  const [x, y] = info.sampleAspect;
  return info.rotationDegrees % 180 === 90 ? [y, x] : [x, y];
}
