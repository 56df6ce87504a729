import sharp from 'sharp';
import type { MediaInfo } from '../../../preload/contract/media';
import { StudioError } from '../errors/studio-error';
import { focalRatioOfExif } from './exif-lens';

/** 268 million pixels: 800 MB as RGB, beyond which decoding alone threatens a small machine's memory. */
export const largestStillPixels = 0x3fff * 0x3fff;
/** Below this side no face can be found, pixels. */
const smallestStillSide = 16;

/** Loaders of libvips that read photographs. Others (SVG, PDF, raw matrices) would draw or guess. */
const stillFormats = new Set(['jpeg', 'png', 'webp', 'tiff', 'heif', 'avif', 'gif', 'jp2', 'jxl', 'ppm']);

/**
 * Describes a still picture, or undefined when sharp does not know the file or it is animated (then ffmpeg reads it).
 * Sizes are before (`width`) and after (`displayWidth`) the EXIF orientation.
 * @throws StudioError `input-too-small`, `input-too-large`, `input-truncated`.
 */
export async function probeStill(path: string, bytes: number): Promise<MediaInfo | undefined> {
  let meta: sharp.Metadata;
  try {
    meta = await sharp(path, { limitInputPixels: false }).metadata();
  } catch {
    return undefined;
  }
  const { format, width, height } = meta;
  if (!stillFormats.has(format) || (meta.pages ?? 1) > 1) return undefined;
  const size = `${width} x ${height}`;
  if (Math.min(width, height) < smallestStillSide) {
    throw new StudioError(
      'input-too-small',
      `${path} is ${size} pixels; at least ${smallestStillSide} x ${smallestStillSide} are needed to show a face.`,
    );
  }
  if (width * height > largestStillPixels) {
    throw new StudioError(
      'input-too-large',
      `${path} is ${size} pixels, more than memory safely holds. Scale it down or cut it first.`,
    );
  }
  const orientation = meta.orientation ?? 1;
  const turned = orientation >= 5;
  const bitDepth = /16|short/.test(meta.depth) ? 16 : /float|double|int$/.test(meta.depth) ? 32 : 8;
  const focalRatio = meta.exif === undefined ? undefined : focalRatioOfExif(meta.exif, width, height);
  const warnings: string[] = [];
  if (bitDepth > 8)
    warnings.push(`${bitDepth}-bit is processed as 8-bit: the finest gradations of the source are lost.`);
  if (meta.space === 'cmyk') warnings.push('The picture is CMYK; it is converted to sRGB.');
  return {
    path,
    kind: 'image',
    container: format,
    bytes,
    width,
    height,
    displayWidth: turned ? height : width,
    displayHeight: turned ? width : height,
    rotationDegrees: ([0, 0, 0, 180, 180, 90, 90, 270, 270] as const)[orientation] ?? 0,
    sampleAspect: [1, 1],
    durationSeconds: 0,
    frameRate: [25, 1],
    variableFrameRate: false,
    frameCountEstimate: 1,
    videoStream: 0,
    timeBase: [1, 1_000_000],
    startSeconds: 0,
    codec: format,
    pixelFormat: meta.hasAlpha ? 'rgba' : meta.space === 'b-w' ? 'gray' : 'rgb24',
    bitDepth,
    colour: { range: 'full', space: 'gbr', transfer: 'iec61966-2-1', primaries: 'bt709' },
    audio: [],
    subtitles: [],
    dataStreams: 0,
    data: [],
    attachments: [],
    chapters: 0,
    hasAlpha: meta.hasAlpha,
    ...(focalRatio === undefined ? {} : { focalRatio }),
    warnings,
  };
}
