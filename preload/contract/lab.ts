import { z } from 'zod';
import { labClipOptionsSchema, type LabClipRow, type LabClips } from './lab-clips';
import { labSharedFacts, type LabFigureFacts } from './lab-facts';
import type { LabFits } from './lab-fits';
import { labMeanSchema, type LabMean } from './lab-mean';
import { deviceSchema } from './options';

export { labMeanSchema, type LabMean };

/** Low resolutions of the papers' protocol: a crop of 128 px shrunk by these. */
export const labFactorSchema = z.union([z.literal(2), z.literal(4), z.literal(8)]);
export type LabFactor = z.infer<typeof labFactorSchema>;

/** Filters that enlarge without knowing faces. */
export const labFilterSchema = z.enum(['nearest', 'bilinear', 'bicubic', 'lanczos']);
export type LabFilter = z.infer<typeof labFilterSchema>;

/** What a method is measured against. */
export const labBaseline: LabFilter = 'bicubic';

/** The classical network beside the filters: ESPCN (Shi et al. 2016), with weights of ours. */
export const labClassic = 'espcn';

/** Compared where nothing is named, with every restorer and upscaler that the user has installed. */
export const usualLabMethods = [
  ...labFilterSchema.options,
  labClassic,
  'sr:none',
  'sr:coeff',
  'sr:render',
  'sr:both',
  'sr:both:thorough',
  'sr:both:usual',
  'sr:both:vivid',
  'restore:both',
] as const;

/** What a run can measure: single faces, whole clips, 3D faces at many sizes, the memory of methods. */
export const labPartSchema = z.enum(['faces', 'clips', 'fits', 'memory']);
export type LabPart = z.infer<typeof labPartSchema>;

export const labOptionsSchema = z.object({
  /** Pictures, clips and folders of them. */
  material: z.array(z.string()).min(1),
  /** The folder of the report. */
  outputFolder: z.string(),
  /**
   * `nearest`, …, `espcn`, or NETWORK[:PRIOR][:faithful|usual|vivid][:thorough], where NETWORK is a task (`sr`, `restore`, `deblur`)
   * or the id of a model; see docs/lab.md.
   */
  methods: z.array(z.string()).min(1).optional(),
  factors: z.array(labFactorSchema).min(1).default([2, 4, 8]),
  /** How a crop is shrunk: with the bicubic kernel stretched, or, as some papers do, not, which aliases. */
  antialias: z.boolean().default(true),
  /** Frames looked at of a clip, spread evenly over it; 0: clips are only looked at whole. */
  framesPerClip: z.number().int().min(0).max(1000).default(12),
  /** Also bring back whole clips of the material; absent: only faces by themselves. */
  clips: labClipOptionsSchema.optional(),
  /** Also fit 3D faces to the faces at many sizes: how they suffer from resolution. */
  fits: z.boolean().default(false),
  /** Of the bootstrap. */
  seed: z.number().int().nonnegative().default(1),
  device: deviceSchema.default('auto'),
  /** Also measure the peak memory of each method, in a process of its own. */
  memory: z.boolean().default(false),
  /** How to make the report again: the command and the program's version, as the host knows them. */
  made: z.object({ command: z.string(), version: z.string() }).optional(),
});
export type LabOptions = z.infer<typeof labOptionsSchema>;
export type LabRequest = z.input<typeof labOptionsSchema>;

/** What of a restored face is measured against the sharp one. */
export const labMeasureSchema = z.enum(['psnr', 'ssim', 'identity', 'landmarks', 'sharpness']);
export type LabMeasure = z.infer<typeof labMeasureSchema>;

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
  /** The parts that the report holds, and how long each took. */
  partSeconds: z.partialRecord(labPartSchema, z.number()),
});
export type LabSummary = z.infer<typeof labSummarySchema> & {
  readonly clipRows?: readonly LabClipRow[];
  /** Of whole clips. */
  readonly clipPeople?: number;
};

export const labFigureFacts = labSharedFacts satisfies Record<'gain' | LabMeasure, LabFigureFacts>;
export type LabFigureName = keyof typeof labFigureFacts;
export const labFigureNames = Object.keys(labFigureFacts) as LabFigureName[];

/** A figure of a row, whichever. */
export function labFigureOf(row: LabRow, name: LabFigureName): LabMean {
  return name === 'gain' ? row.gain : row.means[name];
}

/** One picture enlarged by one method from one size. */
export interface LabValue {
  /** Index into `pictures`. */
  readonly picture: number;
  readonly factor: LabFactor;
  readonly method: string;
  readonly measures: Readonly<Record<LabMeasure, number>>;
}

export interface LabPicture {
  readonly name: string;
  /** Which file of the material it is of, from 0. */
  readonly file: number;
  /** Of a clip; 0 of a photo. */
  readonly frame: number;
  readonly person: number;
  readonly interOcularPixels: number;
}

/** Everything a run has found: what report.json holds, and what tables and pages are made from. */
export interface LabFigures {
  readonly made: {
    readonly command: string;
    readonly version: string;
    readonly date: string;
    readonly machine: string;
    readonly seed: number;
    readonly seconds: number;
    /** Of the processor, all threads of the program together; of runs before it was counted absent. */
    readonly processorSeconds?: number;
  };
  readonly protocol: readonly string[];
  readonly methods: readonly {
    readonly name: string;
    /** Weights behind it, with version and the beginning of their sha256. */
    readonly weights: string;
    /** Of one face, alone on the machine: median of a few, ms; absent where no single face was measured. */
    readonly milliseconds?: number;
    /** Peak memory of a process of its own that brings back and measures one face; absent where it was not measured. */
    readonly peakBytes?: number;
  }[];
  readonly factors: readonly LabFactor[];
  readonly pictures: readonly LabPicture[];
  readonly people: number;
  readonly leftOut: readonly string[];
  readonly values: readonly LabValue[];
  readonly rows: readonly LabRow[];
  readonly clips?: LabClips;
  readonly fits?: LabFits;
}
