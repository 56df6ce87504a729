import { z } from 'zod';

/** Resampling kernels, with Pillow's meaning of the words: bicubic is Keys 1981 with a = -0.5, Lanczos has three lobes. */
export const resizeFilterSchema = z.enum(['nearest', 'box', 'bilinear', 'bicubic', 'lanczos']);
export type ResizeFilter = z.infer<typeof resizeFilterSchema>;

/** Size over `factor`, or the shorter side in pixels. */
const lowStepSchema = z
  .strictObject({
    step: z.literal('low'),
    factor: z.number().min(1).max(64).optional(),
    size: z.number().int().min(1).max(8192).optional(),
    kernel: resizeFilterSchema.default('bicubic'),
    /** Stretch the kernel over all pixels that become one, as Pillow does; without it, fine patterns alias. */
    antialias: z.boolean().default(true),
    /** Enlarge again to the size before, by this kernel. */
    grow: resizeFilterSchema.optional(),
  })
  .refine(({ factor, size }) => (factor === undefined) !== (size === undefined), {
    message: 'give either factor or size',
    path: ['factor'],
  });

const quantiser = z.number().int().min(1).max(31);

/** One thing that happens to a picture. Lengths are pixels of the picture as it comes to the step. */
export const degradeStepSchema = z.discriminatedUnion('step', [
  lowStepSchema,
  /** The mean of so many consecutive frames; videos only. */
  z.strictObject({ step: z.literal('motion'), frames: z.number().int().min(2).max(99) }),
  z.strictObject({ step: z.literal('defocus'), radius: z.number().positive().max(32) }),
  z.strictObject({ step: z.literal('blur'), sigma: z.number().positive().max(64) }),
  /** Standard deviation, 8-bit levels. */
  z.strictObject({ step: z.literal('noise'), sigma: z.number().positive().max(255) }),
  /** Light particles counted at white. */
  z.strictObject({ step: z.literal('shot-noise'), photons: z.number().min(1).max(10_000) }),
  z.strictObject({
    step: z.literal('jpeg'),
    quality: z.number().int().min(1).max(100),
    chroma: z.enum(['4:2:0', '4:4:4']).default('4:2:0'),
  }),
  z.strictObject({ step: z.literal('h264'), crf: z.number().int().min(0).max(51) }),
  z.strictObject({ step: z.literal('mpeg1'), quantiser }),
  z.strictObject({ step: z.literal('mpeg2'), quantiser }),
  z.strictObject({ step: z.literal('mpeg4'), quantiser }),
]);
export type DegradeStep = z.infer<typeof degradeStepSchema>;
export type DegradeStepRequest = z.input<typeof degradeStepSchema>;

/** The steps in the order they happen; the same recipe, seed and file names give the same pictures. */
export const degradeRecipeSchema = z.strictObject({
  seed: z.number().int().min(0).max(0xffffffff).default(0),
  steps: z.array(degradeStepSchema).min(1).max(32),
});
export type DegradeRecipe = z.infer<typeof degradeRecipeSchema>;

export const degradeOptionsSchema = z.object({
  input: z.string(),
  /** The folder of the data set; made where it is not there, added to where its recipe is the same. */
  output: z.string(),
  recipe: degradeRecipeSchema,
  /** Write sharp and poor frames as PNG with `datalist` files, instead of a poor video or picture. */
  frames: z.boolean().default(false),
});
export type DegradeRequest = z.input<typeof degradeOptionsSchema>;

export const degradeSummarySchema = z.object({
  input: z.string(),
  /** The poor file, or the folder with `sharp` and `blurry`. */
  output: z.string(),
  frames: z.number().int(),
  /** Of the poor pictures, pixels. */
  width: z.number().int(),
  height: z.number().int(),
  /** The steps in words. */
  steps: z.array(z.string()),
  /** True when it was there already. */
  reused: z.boolean(),
});
export type DegradeSummary = z.infer<typeof degradeSummarySchema>;
