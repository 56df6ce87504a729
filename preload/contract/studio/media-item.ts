import { z } from 'zod';
import { errorReportSchema } from '../errors';
import { progressSchema } from '../jobs';
import { mediaInfoSchema } from '../media';
import { enhanceSettingsSchema } from './enhance-settings';

/** An id that the engine gave out. Ids are the only capability the renderer holds: it never sees or sends a path. */
export const idSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);

/** One person of one clip as the user may change them. */
/** A photo of the project that shows somebody sharper. */
export const personReferenceSchema = z.object({ mediaId: idSchema, name: z.string() });
export type PersonReference = z.infer<typeof personReferenceSchema>;

export const personItemSchema = z.object({
  id: z.number().int().positive(),
  /** The user's name for them, or `Person 1`. */
  name: z.string().max(80),
  /** 0, 1, 2, …: which hue stands for them everywhere. */
  hue: z.number().int().nonnegative(),
  enabled: z.boolean(),
  /** 0..1, times the strength of the settings. */
  strength: z.number().min(0).max(1),
  /** Their skin guides what is restored of this person. */
  references: z.array(personReferenceSchema).default([]),
  /** Frames in which they are seen. */
  frames: z.number().int(),
  firstFrame: z.number().int(),
  lastFrame: z.number().int(),
  bestFrame: z.number().int(),
  /** Median over the frames, pixels. */
  interOcularPixels: z.number(),
  /** Median over the frames, share of the inter-ocular distance. */
  reprojectionError: z.number(),
  /** Tracks (unbroken runs of frames) that show them; more than one can be split. */
  tracks: z.array(
    z.object({ id: z.number().int(), firstFrame: z.number().int(), lastFrame: z.number().int() }),
  ),
});
export type PersonItem = z.infer<typeof personItemSchema>;

export const analysisStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting') }),
  z.object({ state: z.literal('running'), progress: progressSchema.optional() }),
  z.object({ state: z.literal('done') }),
  z.object({ state: z.literal('cancelled') }),
  z.object({ state: z.literal('failed'), error: errorReportSchema }),
]);
export type AnalysisState = z.infer<typeof analysisStateSchema>;

export const mediaItemSchema = z.object({
  id: idSchema,
  /** File name without folders. */
  name: z.string(),
  /** Absent while it is being probed, or where that failed. The path is left out on purpose. */
  info: mediaInfoSchema.omit({ path: true }).optional(),
  /** Why it cannot be used; such an item stays in the list until it is removed. */
  error: errorReportSchema.optional(),
  analysis: analysisStateSchema,
  /** Frames the decoder gave, once analysed; `info.frameCountEstimate` before. */
  frameCount: z.number().int().optional(),
  people: z.array(personItemSchema),
  /** Faces seen too shortly to be anyone, over all frames. */
  unknownFaces: z.number().int(),
  settings: enhanceSettingsSchema,
  /** First frame to be enhanced, and the first no longer to be; absent: the clip's ends. */
  inFrame: z.number().int().nonnegative().optional(),
  outFrame: z.number().int().positive().optional(),
  /** Grows with every change that alters enhanced pixels: settings, people, models. Part of the preview's URL. */
  revision: z.number().int(),
});
export type MediaItem = z.infer<typeof mediaItemSchema>;

export const projectSnapshotSchema = z.object({
  name: z.string(),
  /** `saved` soon follows `unsaved`: every change is written by itself. */
  saved: z.boolean(),
  media: z.array(mediaItemSchema),
  /** What undo and redo would do, as keys of the string catalogue; absent where there is nothing. */
  undo: z.string().optional(),
  redo: z.string().optional(),
  recent: z.array(
    z.object({ id: idSchema, name: z.string(), media: z.number().int(), openedAt: z.number() }),
  ),
});
export type ProjectSnapshot = z.infer<typeof projectSnapshotSchema>;
