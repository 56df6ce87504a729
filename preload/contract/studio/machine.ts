import { z } from 'zod';
import { errorReportSchema } from '../errors';
import { catalogueItemSchema, modelProposalSchema } from '../model-library';
import { deviceSchema, taskSchema } from '../options';
import { idSchema } from './media-item';

/** A number that a model takes, to be shown as a slider. */
export const modelParameterSchema = z.object({
  name: z.string(),
  default: z.number(),
  min: z.number(),
  max: z.number(),
});

export const modelItemSchema = z.object({
  id: z.string(),
  /** For people; the id where it is absent. */
  name: z.string().optional(),
  job: z.string(),
  /** Of a restorer: what it was trained for; all where absent. */
  tasks: z.array(taskSchema).optional(),
  /** Of a restorer: it can be moved towards these weights, see `vividnessSchema`. */
  vivid: z.string().optional(),
  version: z.string(),
  licence: z.string(),
  /** Where it comes from, one line. */
  source: z.string(),
  bytes: z.number(),
  sha256: z.string(),
  builtIn: z.boolean(),
  /** Absent until checked. */
  state: z.enum(['ok', 'missing', 'corrupt']).optional(),
  parameters: z.array(modelParameterSchema).optional(),
});
export type ModelItem = z.infer<typeof modelItemSchema>;

/** A file that may become a model; the id stands for it, and is good until the offer is taken or turned down. */
export const modelOfferSchema = z.object({ offerId: idSchema, proposal: modelProposalSchema });
export type ModelOffer = z.infer<typeof modelOfferSchema>;

/** A line of the catalogue, and its download where there is one. */
export const catalogueLineSchema = catalogueItemSchema.extend({
  download: z
    .discriminatedUnion('state', [
      z.object({ state: z.literal('running'), received: z.number(), total: z.number().optional() }),
      /** All bytes are there: they are checked and tried. */
      z.object({ state: z.literal('checking') }),
      z.object({ state: z.literal('failed'), error: errorReportSchema }),
    ])
    .optional(),
});
export type CatalogueLine = z.infer<typeof catalogueLineSchema>;

/** A check of `facet doctor`. */
export const machineCheckSchema = z.object({
  name: z.string(),
  state: z.enum(['ok', 'warning', 'missing']),
  detail: z.string(),
  /** What to do about it. */
  remedy: z.string().optional(),
});

export const machineSnapshotSchema = z.object({
  version: z.string(),
  platform: z.string(),
  cores: z.number().int(),
  memoryBytes: z.number(),
  freeMemoryBytes: z.number(),
  /** The device that `auto` means here and why; absent until it was tried. */
  device: z.object({ chosen: deviceSchema, reason: z.string() }).optional(),
  encoders: z.array(z.object({ codec: z.string(), name: z.string(), hardware: z.boolean() })),
  checks: z.array(machineCheckSchema),
  models: z.array(modelItemSchema),
  /** What can be fetched; nothing is, until the user asks. Absent until it was read. */
  catalogue: z.array(catalogueLineSchema).optional(),
  benchmark: z
    .discriminatedUnion('state', [
      z.object({ state: z.literal('running'), done: z.number(), total: z.number() }),
      z.object({
        state: z.literal('done'),
        at: z.number(),
        /** Milliseconds a run of each network on one worker. */
        networks: z.record(z.string(), z.number()),
        /** Faces restored a second on all workers. */
        facesPerSecond: z.number(),
        device: z.string(),
      }),
      z.object({ state: z.literal('failed'), error: errorReportSchema }),
    ])
    .optional(),
});
export type MachineSnapshot = z.infer<typeof machineSnapshotSchema>;

/** What the host around the engine can do: the studio hides what is not there. */
export const hostSnapshotSchema = z.object({
  kind: z.enum(['electron', 'browser']),
  canOpenDialog: z.boolean(),
  canChooseFolder: z.boolean(),
  canReveal: z.boolean(),
  canUpdate: z.boolean(),
  /** State of the engine's process. */
  engine: z.enum(['running', 'restarting', 'stopped']),
  engineError: errorReportSchema.optional(),
});
export type HostSnapshot = z.infer<typeof hostSnapshotSchema>;

/** A folder the user chose; the id stands for it. */
export const folderGrantSchema = z.object({ id: idSchema, name: z.string() });
export type FolderGrant = z.infer<typeof folderGrantSchema>;
