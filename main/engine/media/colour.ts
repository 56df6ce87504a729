import type { MediaInfo } from '../../../preload/contract/media';

/**
 * How a picture's YUV is meant, in ffmpeg's names. The same value goes to the decoder's conversion, the encoder's
 * conversion and the output's tags, so that a round trip changes nothing.
 */
export interface ColourTags {
  /** YUV matrix: bt709, smpte170m, bt470bg, smpte240m, fcc, bt2020nc, bt2020c, or gbr for RGB video. Never unknown. */
  readonly space: string;
  readonly range: 'limited' | 'full';
  /** Kept as announced; `unknown` is left untagged. */
  readonly transfer: string;
  readonly primaries: string;
}

/**
 * The tags as announced; where the matrix is unknown, BT.601 for standard definition and BT.709 above, as players
 * assume (ffmpeg itself always assumes BT.601). RGB pixel formats are `gbr`, full range.
 */
export function resolveColour(
  info: Pick<MediaInfo, 'colour' | 'pixelFormat' | 'width' | 'height'>,
): ColourTags {
  const { transfer, primaries, space } = info.colour;
  if (isRgbFormat(info.pixelFormat)) return { space: 'gbr', range: 'full', transfer, primaries };
  const range = info.colour.range === 'full' || info.pixelFormat.startsWith('yuvj') ? 'full' : 'limited';
  return {
    space: knownMatrices.has(space) ? space : guessMatrix(info.width, info.height),
    range,
    transfer,
    primaries,
  };
}

/** ffprobe's name -> [swscale's name, zimg's name]. Matrices missing here (YCgCo, ICtCp) fall back to the guess. */
const knownMatrices = new Map<string, readonly [string, string]>([
  ['bt709', ['bt709', '709']],
  ['smpte170m', ['smpte170m', '170m']],
  ['bt470bg', ['bt470', '470bg']],
  ['smpte240m', ['smpte240m', '240m']],
  ['fcc', ['fcc', 'fcc']],
  ['bt2020nc', ['bt2020', '2020_ncl']],
  ['bt2020c', ['bt2020', '2020_ncl']],
]);

export const swscaleMatrix = (space: string): string => knownMatrices.get(space)?.[0] ?? 'bt709';
export const zimgMatrix = (space: string): string => knownMatrices.get(space)?.[1] ?? '709';

/** 576 lines is the tallest standard-definition raster (625-line television). */
function guessMatrix(width: number, height: number): string {
  return Math.min(width, height) <= 576 && Math.max(width, height) <= 1024 ? 'smpte170m' : 'bt709';
}

export function isRgbFormat(pixelFormat: string): boolean {
  return /^(gbr|rgb|bgr|argb|abgr|rgba|bgra|0rgb|0bgr|pal8)/.test(pixelFormat);
}

/** What the colour filters of one direction need to know. */
export interface ColourFilterRequest {
  readonly colour: ColourTags;
  readonly width: number;
  readonly height: number;
  readonly hasZscale: boolean;
  readonly pixelFormat: string;
}

/**
 * Filters that turn decoded pictures into rgb24 of exactly width x height.
 * zimg converts without bias (Y of a round trip: error 0; 8-bit chroma: at most 2, mean 0.002) at swscale's fastest
 * price (3 ms a 720p frame); swscale's fast path darkens by 1.1 levels on average, its exact one costs three times as
 * much. zimg refuses odd sizes of subsampled formats and swscale serves those.
 */
export function filtersToRgb(request: ColourFilterRequest): string[] {
  const { colour, width, height } = request;
  if (colour.space === 'gbr') return [`scale=${width}:${height}:flags=bicubic+accurate_rnd`, 'format=rgb24'];
  if (usesZscale(request)) {
    const range = colour.range === 'full' ? 'full' : 'limited';
    return [
      `zscale=w=${width}:h=${height}:filter=bicubic:matrixin=${zimgMatrix(colour.space)}:rangein=${range}:matrix=gbr:range=full`,
      'format=gbrp',
      'format=rgb24',
    ];
  }
  const range = colour.range === 'full' ? 'pc' : 'tv';
  return [
    `scale=${width}:${height}:in_color_matrix=${swscaleMatrix(colour.space)}:in_range=${range}:out_range=pc:flags=neighbor+accurate_rnd+full_chroma_int`,
    'format=rgb24',
  ];
}

/** Filters that turn rgb24 of an even size into the encoder's pixel format; the inverse of `filtersToRgb`. */
export function filtersFromRgb(request: ColourFilterRequest): string[] {
  const { colour, pixelFormat } = request;
  if (isRgbFormat(pixelFormat)) return [`format=${pixelFormat}`];
  const { space } = colour;
  if (usesZscale(request)) {
    const range = colour.range === 'full' ? 'full' : 'limited';
    return [
      'format=gbrp',
      `zscale=filter=bicubic:matrixin=gbr:rangein=full:matrix=${zimgMatrix(space)}:range=${range}`,
      `format=${pixelFormat}`,
    ];
  }
  const range = colour.range === 'full' ? 'pc' : 'tv';
  return [
    `scale=out_color_matrix=${swscaleMatrix(space)}:in_range=pc:out_range=${range}:flags=area+accurate_rnd+full_chroma_inp`,
    `format=${pixelFormat}`,
  ];
}

function usesZscale({ hasZscale, width, height, pixelFormat }: ColourFilterRequest): boolean {
  // zimg knows planar 8-16 bit formats; packed (yuyv422, nv12) and grey ones take the other road.
  return hasZscale && width % 2 === 0 && height % 2 === 0 && /^yuva?j?4[0-9]{2}p/.test(pixelFormat);
}
