import { z } from 'zod';
import { labRunSchema, type LabRun } from '../../../../preload/contract/studio/lab-run';

/** `run.json` of a finished run, the last file that is written into its folder. */
export const labRecordSchema = labRunSchema
  .pick({ id: true, startedAt: true, name: true, methods: true, factors: true })
  .extend({
    version: z.literal(1),
    /** Absolute paths of the material, in the order in which the report counts its files. */
    inputs: z.array(z.string()).min(1),
    summary: z.object({ pictures: z.number().int(), people: z.number().int(), seconds: z.number() }),
  });
export type LabRecord = z.infer<typeof labRecordSchema>;

/** A run that was begun: what its record will be. */
export type LabPlan = Omit<LabRecord, 'summary'>;

/** What of a run the page is told: names, not paths. */
export function labRun(
  { id, startedAt, name, inputs, methods, factors }: LabPlan,
  status: LabRun['status'],
): LabRun {
  const named = name === undefined ? {} : { name };
  return { id, startedAt, ...named, names: inputs.map(baseName), methods, factors, status };
}

export function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
