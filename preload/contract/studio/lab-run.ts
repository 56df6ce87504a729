import { z } from 'zod';
import { errorReportSchema } from '../errors';
import {
  labFactorSchema,
  labOptionsSchema,
  labPartSchema,
  labRowSchema,
  type LabFigures,
  type LabValue,
} from '../lab';
import { labClipOptionsSchema, labClipRowSchema } from '../lab-clips';
import { labFitRowSchema } from '../lab-fits';
import { idSchema } from './media-item';

/** A method that the lab can compare, by the name under which reports list it. */
export const labMethodItemSchema = z.object({
  name: z.string(),
  /** `filter`; `classic`: a network that knows nothing of faces' shape; the task of a built-in network; `own`: a network of the user's. */
  group: z.enum(['filter', 'classic', 'sr', 'restore', 'deblur', 'own']),
  /** Compared where nothing is chosen. */
  usual: z.boolean(),
});
export type LabMethodItem = z.infer<typeof labMethodItemSchema>;

/** What is to be measured, and on which clips and photos of the project. */
export const labWishSchema = z
  .object({
    mediaIds: z.array(idSchema).min(1).max(10_000),
    methods: z.array(z.string().min(1).max(200)).min(1).max(100),
    /** Single faces of photos and clips; without them clips are only looked at whole. */
    faces: z.boolean().default(true),
    factors: labOptionsSchema.shape.factors,
    framesPerClip: labOptionsSchema.shape.framesPerClip,
    clips: labClipOptionsSchema.optional(),
    fits: labOptionsSchema.shape.fits,
    memory: labOptionsSchema.shape.memory,
  })
  .refine(({ faces, clips }) => faces || clips !== undefined, {
    message: 'measure single faces, whole clips or both',
    path: ['faces'],
  })
  .refine(({ faces, fits }) => faces || !fits, {
    message: '3D faces are fitted to single faces: measure those too',
    path: ['fits'],
  });
export type LabWish = z.input<typeof labWishSchema>;

/** What a run would take; all of it at most, since not every picture shows a face that is large enough. */
export const labEstimateSchema = z.object({
  pictures: z.number().int(),
  /** Pictures times methods times sizes. */
  versions: z.number().int(),
  /** That are looked at whole. */
  clips: z.number().int(),
  seconds: z.number(),
  /** Of that, each part that is wished for. */
  partSeconds: z.partialRecord(labPartSchema, z.number()),
});
export type LabEstimate = z.infer<typeof labEstimateSchema>;

export const labNameSchema = z.string().trim().min(1).max(80);

export const labRunSchema = z.object({
  id: idSchema,
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** What the user calls it; absent: it goes by its material. */
  name: labNameSchema.optional(),
  /** File names of the material, without folders. */
  names: z.array(z.string()),
  methods: z.array(z.string()),
  factors: z.array(labFactorSchema),
  /** What is measured; of a finished run, what its report holds. */
  parts: z.array(labPartSchema),
  status: z.discriminatedUnion('state', [
    z.object({
      state: z.literal('running'),
      /** What is under way; 3D faces are fitted along with `faces`. */
      part: z.enum(['faces', 'clips', 'memory']),
      /** Pictures, steps of clips, or methods; the total of pictures is an estimate while clips are read. */
      done: z.number(),
      total: z.number(),
      /** Of the whole run, 0..1, by the time that its parts are expected to take. */
      share: z.number(),
      etaSeconds: z.number().optional(),
    }),
    z.object({
      state: z.literal('done'),
      pictures: z.number().int(),
      people: z.number().int(),
      seconds: z.number(),
    }),
    z.object({ state: z.literal('failed'), error: errorReportSchema }),
  ]),
});
export type LabRun = z.infer<typeof labRunSchema>;

export const labSnapshotSchema = z.object({
  /** Newest first; one runs at a time. */
  runs: z.array(labRunSchema),
});
export type LabSnapshot = z.infer<typeof labSnapshotSchema>;

/** What one run has over another, on the pictures, methods and sizes that both have. */
export const labComparisonSchema = z.object({
  /** In common, by their names. */
  pictures: z.number().int(),
  people: z.number().int(),
  /** Differences picture by picture, their means and intervals over people. */
  rows: z.array(labRowSchema),
  /** Methods whose weights are other ones. */
  changed: z.array(z.object({ method: z.string(), from: z.string(), to: z.string() })),
  /** Over the faces of whole clips that both have; absent where one run has no whole clips. */
  clips: z
    .object({
      faces: z.number().int(),
      people: z.number().int(),
      rows: z.array(labClipRowSchema.omit({ milliseconds: true })),
      /** Both made the clips poor in one way, over the same seconds. */
      alike: z.boolean(),
    })
    .optional(),
  /** Of the 3D faces of the pictures that both have; absent where one run has none. `found` is a difference too. */
  fits: z.object({ rows: z.array(labFitRowSchema) }).optional(),
});
export type LabComparison = z.infer<typeof labComparisonSchema>;

/** A finished run as the page is given it: without paths. */
export interface LabReport extends Omit<LabFigures, 'made' | 'values'> {
  readonly made: Omit<LabFigures['made'], 'command'>;
  /** `gain`: Y-PSNR over the baseline on the same picture, dB. */
  readonly values: readonly (LabValue & { readonly gain: number })[];
}

/** Files of a finished run that can be saved. */
export const labFiles = [
  'report.html',
  'values.csv',
  'clips.csv',
  'fits.csv',
  'table.md',
  'table.tex',
  'recipe.json',
] as const;
export type LabFile = (typeof labFiles)[number];

/** Files that are there with a part only. */
const partOfFile: Partial<Record<LabFile, LabRun['parts'][number]>> = {
  'values.csv': 'faces',
  'clips.csv': 'clips',
  'fits.csv': 'fits',
  'recipe.json': 'clips',
};

/** The files that a finished run has. */
export function labFilesOf({ parts }: Pick<LabRun, 'parts'>): LabFile[] {
  return labFiles.filter((file) => {
    const part = partOfFile[file];
    return part === undefined || parts.includes(part);
  });
}
