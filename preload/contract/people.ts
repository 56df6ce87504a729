import { z } from 'zod';

/** One person of a clip, as lists and tables show them. */
export const personSummarySchema = z.object({
  /** 1, 2, …: by screen time, stable for the same input. */
  id: z.number().int().positive(),
  name: z.string(),
  frames: z.number().int(),
  firstFrame: z.number().int(),
  lastFrame: z.number().int(),
  /** Median inter-ocular distance, pixels of the frame. */
  interOcularPixels: z.number(),
  /** Median re-projection error of the 478 points over the inter-ocular distance. */
  reprojectionError: z.number(),
  /** The frame that shows the person best (sharp, large, frontal). */
  bestFrame: z.number().int(),
});
export type PersonSummary = z.infer<typeof personSummarySchema>;
