import { z } from 'zod';
import { labOptionsSchema } from './lab';

/** Figures of one row by measure: `psnr`, `gain`, …; what better means is each measure's own. */
const rowSchema = z.record(z.string(), z.number());
/** By table: `faces`, `clips`, `fits`. */
const tablesSchema = z.record(z.string(), z.record(z.string(), rowSchema));

/** A run of the lab whose figures are known: what it is asked for, what it gave, and how much of that is chance. */
export const labKnownRunSchema = z.object({
  /** From the folder of the program; absent where the command line names it. */
  material: z.array(z.string()).optional(),
  options: labOptionsSchema.omit({ material: true, outputFolder: true, made: true, memory: true }),
  /** By table and measure; measures that are not named here are not kept. */
  noise: z.record(z.string(), rowSchema),
  tables: tablesSchema,
});
export type LabKnownRun = z.infer<typeof labKnownRunSchema>;

/** `docs/lab-figures.json` */
export const labKnownFiguresSchema = z.object({ small: labKnownRunSchema, full: labKnownRunSchema });

/** A figure that is known, and as it was found now. */
export interface LabFigureCheck {
  readonly table: string;
  readonly row: string;
  readonly measure: string;
  readonly known: number;
  /** Absent where the run did not give it. */
  readonly found?: number;
  readonly noise: number;
  /** Worse than known by more than its noise, or not there. */
  readonly fallen: boolean;
}
