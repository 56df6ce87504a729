import { z } from 'zod';

/** A mean over pictures, and where 95 % of the means lie that other people would have given. */
export const labMeanSchema = z.object({
  mean: z.number(),
  /** Absent where there is one person only. */
  interval: z.tuple([z.number(), z.number()]).optional(),
});
export type LabMean = z.infer<typeof labMeanSchema>;
