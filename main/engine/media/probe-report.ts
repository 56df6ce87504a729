import { z } from 'zod';

/** The part of ffprobe's JSON that is read. Every field may be missing: damaged files leave out almost anything. */
const numberText = z.union([z.string(), z.number()]).transform(Number);

const sideDataSchema = z.looseObject({
  side_data_type: z.string().optional(),
  rotation: numberText.optional(),
});

const streamSchema = z.looseObject({
  index: z.number(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  codec_tag_string: z.string().optional(),
  width: z.number().optional(),
  height: z.number().optional(),
  sample_aspect_ratio: z.string().optional(),
  pix_fmt: z.string().optional(),
  color_range: z.string().optional(),
  color_space: z.string().optional(),
  color_transfer: z.string().optional(),
  color_primaries: z.string().optional(),
  field_order: z.string().optional(),
  r_frame_rate: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  time_base: z.string().optional(),
  start_time: numberText.optional(),
  duration: numberText.optional(),
  nb_frames: numberText.optional(),
  channels: z.number().optional(),
  bits_per_raw_sample: numberText.optional(),
  disposition: z.looseObject({ attached_pic: z.number().optional() }).optional(),
  tags: z.record(z.string(), z.string()).optional(),
  side_data_list: z.array(sideDataSchema).optional(),
});
export type ProbedStream = z.infer<typeof streamSchema>;

export const probeReportSchema = z.looseObject({
  streams: z.array(streamSchema).default([]),
  chapters: z.array(z.looseObject({})).default([]),
  format: z
    .looseObject({
      format_name: z.string().optional(),
      start_time: numberText.optional(),
      duration: numberText.optional(),
      size: numberText.optional(),
    })
    .default({}),
});
export type ProbeReport = z.infer<typeof probeReportSchema>;

/** `30000/1001` or `4:3` as a pair; undefined when missing, zero or malformed. */
export function parseFraction(text: string | undefined): [number, number] | undefined {
  const match = /^(\d+)[/:](\d+)$/.exec(text ?? '');
  if (match === null) return undefined;
  const pair: [number, number] = [Number(match[1]), Number(match[2])];
  return pair[0] > 0 && pair[1] > 0 ? pair : undefined;
}

/** Matroska keeps a track's duration in a tag, `00:01:02.345000000`. */
export function parseClock(text: string | undefined): number | undefined {
  const match = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(text ?? '');
  return match === null ? undefined : Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]);
}

/** Clockwise turn that brings the stored picture upright, from the display matrix or the old `rotate` tag. */
export function uprightRotation(stream: ProbedStream): 0 | 90 | 180 | 270 {
  const matrix = stream.side_data_list?.find((data) => data.rotation !== undefined)?.rotation;
  // The display matrix is reported anticlockwise, the tag clockwise.
  const clockwise = matrix !== undefined ? -matrix : Number(stream.tags?.rotate ?? 0);
  const quarter = ((Math.round(clockwise / 90) % 4) + 4) % 4;
  return ([0, 90, 180, 270] as const)[Number.isFinite(quarter) ? quarter : 0];
}

/** Bits of a component, from the pixel format's name (yuv420p10le, p010le, gray12, rgb48be). */
export function bitDepthOf(pixelFormat: string, rawBits: number | undefined): number {
  const planar = /(?:p|gray|gbrap?|gbrp|ya)(9|10|12|14|16)(?:le|be)?$/.exec(pixelFormat);
  if (planar !== null) return Number(planar[1]);
  const packed = /^(?:p0|p2|p4|y2)(10|12|16)/.exec(pixelFormat);
  if (packed !== null) return Number(packed[1]);
  if (/48|64/.test(pixelFormat)) return 16;
  return rawBits !== undefined && rawBits > 8 && rawBits <= 16 ? rawBits : 8;
}
