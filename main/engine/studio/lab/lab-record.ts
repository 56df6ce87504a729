import { z } from 'zod';
import { labPartSchema } from '../../../../preload/contract/lab';
import { labRunSchema, type LabRun } from '../../../../preload/contract/studio/lab-run';
import type { LabPast } from './lab-work';

const byPartSchema = z.partialRecord(labPartSchema, z.number());

/** `run.json` of a finished run, the last file that is written into its folder. */
export const labRecordSchema = labRunSchema
  .pick({ id: true, startedAt: true, name: true, methods: true, factors: true })
  .extend({
    version: z.literal(1),
    /** Of runs before there were others, single faces alone. */
    parts: z.array(labPartSchema).default(['faces']),
    /** Absolute paths of the material, in the order in which the report counts its files. */
    inputs: z.array(z.string()).min(1),
    summary: z.object({
      pictures: z.number().int(),
      people: z.number().int(),
      seconds: z.number(),
      /** What was done and how long it took, by part: see lab-work.ts. */
      work: byPartSchema.optional(),
      partSeconds: byPartSchema.optional(),
    }),
  });
export type LabRecord = z.infer<typeof labRecordSchema>;

/** A run that was begun: what its record will be. */
export type LabPlan = Omit<LabRecord, 'summary'>;

/** What of a run the page is told: names, not paths. */
export function labRun(
  { id, startedAt, name, inputs, methods, factors, parts }: LabPlan,
  status: LabRun['status'],
): LabRun {
  const named = name === undefined ? {} : { name };
  return { id, startedAt, ...named, names: inputs.map(baseName), methods, factors, parts, status };
}

/** What a run tells of the time that the next one takes. */
export function pastOf({ methods, factors, summary }: LabRecord): LabPast {
  const { pictures, seconds, work, partSeconds } = summary;
  const faces = pictures * methods.length * factors.length;
  return work === undefined || partSeconds === undefined
    ? { methods: methods.length, work: { faces }, seconds: { faces: seconds } }
    : { methods: methods.length, work, seconds: partSeconds };
}

export function baseName(file: string): string {
  return file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
}
