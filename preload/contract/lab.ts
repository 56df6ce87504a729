import { z } from 'zod';
import { deviceSchema } from './options';

/** Low resolutions of the papers' protocol: a crop of 128 px shrunk by these. */
export const labFactorSchema = z.union([z.literal(2), z.literal(4), z.literal(8)]);
export type LabFactor = z.infer<typeof labFactorSchema>;

/** Filters that enlarge without knowing faces. */
export const labFilterSchema = z.enum(['nearest', 'bilinear', 'bicubic', 'lanczos']);
export type LabFilter = z.infer<typeof labFilterSchema>;

/** What a method is measured against. */
export const labBaseline: LabFilter = 'bicubic';

/** Compared where nothing is named, with every restorer and upscaler that the user has installed. */
export const usualLabMethods = [
  ...labFilterSchema.options,
  'sr:none',
  'sr:coeff',
  'sr:render',
  'sr:both',
  'sr:both:thorough',
  'sr:both:usual',
  'sr:both:vivid',
  'restore:both',
] as const;

export const labOptionsSchema = z.object({
  /** Pictures, clips and folders of them. */
  material: z.array(z.string()).min(1),
  /** The folder of the report. */
  outputFolder: z.string(),
  /**
   * `nearest`, …, or NETWORK[:PRIOR][:faithful|usual|vivid][:thorough], where NETWORK is a task (`sr`, `restore`, `deblur`)
   * or the id of a model; see docs/lab.md.
   */
  methods: z.array(z.string()).min(1).optional(),
  factors: z.array(labFactorSchema).min(1).default([2, 4, 8]),
  /** How a crop is shrunk: with the bicubic kernel stretched, or, as some papers do, not, which aliases. */
  antialias: z.boolean().default(true),
  /** Frames looked at of a clip, spread evenly over it. */
  framesPerClip: z.number().int().min(1).max(1000).default(12),
  /** Of the bootstrap. */
  seed: z.number().int().nonnegative().default(1),
  device: deviceSchema.default('auto'),
  /** How to make the report again: the command and the program's version, as the host knows them. */
  made: z.object({ command: z.string(), version: z.string() }).optional(),
});
export type LabOptions = z.infer<typeof labOptionsSchema>;
export type LabRequest = z.input<typeof labOptionsSchema>;

/** What of a restored face is measured against the sharp one. */
export const labMeasureSchema = z.enum(['psnr', 'ssim', 'identity', 'landmarks', 'sharpness']);
export type LabMeasure = z.infer<typeof labMeasureSchema>;

/** A mean over pictures, and where 95 % of the means lie that other people would have given. */
export const labMeanSchema = z.object({
  mean: z.number(),
  /** Absent where there is one person only. */
  interval: z.tuple([z.number(), z.number()]).optional(),
});
export type LabMean = z.infer<typeof labMeanSchema>;

export const labRowSchema = z.object({
  factor: labFactorSchema,
  method: z.string(),
  means: z.record(labMeasureSchema, labMeanSchema),
  /** Y-PSNR over the baseline on the same pictures, dB. */
  gain: labMeanSchema,
});
export type LabRow = z.infer<typeof labRowSchema>;

export const labSummarySchema = z.object({
  report: z.string(),
  pictures: z.number().int(),
  people: z.number().int(),
  /** Names of the inputs without a face that is large enough. */
  leftOut: z.array(z.string()),
  rows: z.array(labRowSchema),
  seconds: z.number(),
});
export type LabSummary = z.infer<typeof labSummarySchema>;
