import { z } from 'zod';

/** What a probe says about one input. Sizes are of the coded picture before rotation and sample aspect. */
export const mediaInfoSchema = z.object({
  path: z.string(),
  kind: z.enum(['video', 'image']),
  container: z.string(),
  bytes: z.number(),
  /** Coded size, pixels. */
  width: z.number().int(),
  height: z.number().int(),
  /** Size after rotation: what the frames handed to the stages have. */
  displayWidth: z.number().int(),
  displayHeight: z.number().int(),
  rotationDegrees: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  /** Sample aspect ratio as numerator/denominator; 1:1 when unknown. */
  sampleAspect: z.tuple([z.number(), z.number()]),
  durationSeconds: z.number(),
  /** Average frame rate as a fraction. */
  frameRate: z.tuple([z.number(), z.number()]),
  variableFrameRate: z.boolean(),
  /** Announced or estimated; the decoder has the last word. */
  frameCountEstimate: z.number().int(),
  /** Index of the picture stream inside the file; 0 for images. */
  videoStream: z.number().int(),
  /** Seconds a tick of the picture stream's own clock, as a fraction. */
  timeBase: z.tuple([z.number(), z.number()]),
  /** The container's first timestamp (0 where only sound's run-up lies before 0); frame timestamps count from here. */
  startSeconds: z.number(),
  /** The picture stream's own announced duration, when the container states one. */
  announcedVideoSeconds: z.number().optional(),
  codec: z.string(),
  pixelFormat: z.string(),
  bitDepth: z.number().int(),
  colour: z.object({
    range: z.enum(['limited', 'full', 'unknown']),
    space: z.string(),
    transfer: z.string(),
    primaries: z.string(),
  }),
  audio: z.array(
    z.object({ index: z.number(), codec: z.string(), channels: z.number(), language: z.string() }),
  ),
  subtitles: z.array(z.object({ index: z.number(), codec: z.string(), language: z.string() })),
  dataStreams: z.number().int(),
  /** Timecode, GPS and other data streams by codec or tag name. */
  data: z.array(z.object({ index: z.number(), codec: z.string() })),
  /** Attached files (fonts) and cover pictures. */
  attachments: z.array(z.object({ index: z.number(), codec: z.string(), cover: z.boolean() })),
  chapters: z.number().int(),
  hasAlpha: z.boolean(),
  /** Focal length over the longer side, where the camera wrote it into the picture (EXIF). */
  focalRatio: z.number().positive().optional(),
  /** What the user should know: HDR, 10-bit handling, variable frame rate, rotation. */
  warnings: z.array(z.string()),
});
export type MediaInfo = z.infer<typeof mediaInfoSchema>;

export const videoCodecSchema = z.enum(['h264', 'hevc', 'av1', 'prores', 'ffv1']);
export type VideoCodec = z.infer<typeof videoCodecSchema>;

export const encodingOptionsSchema = z.object({
  codec: videoCodecSchema.default('h264'),
  /** Perceptual quality 0 (worst) to 100 (visually lossless); each encoder maps it to its own scale. */
  quality: z.number().min(0).max(100).default(75),
  /** Encoder effort, as x264's presets name it. */
  preset: z.enum(['ultrafast', 'veryfast', 'fast', 'medium', 'slow']).default('veryfast'),
  /** Use a hardware encoder when one works on this machine. */
  hardware: z.enum(['auto', 'off', 'required']).default('off'),
});
export type EncodingOptions = z.infer<typeof encodingOptionsSchema>;
