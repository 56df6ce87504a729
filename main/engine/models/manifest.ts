import { z } from 'zod';
import { settledAdapterSchema } from '../../../preload/contract/model-adapter';
import { modelIdSchema } from '../../../preload/contract/model-library';
import { taskSchema } from '../../../preload/contract/options';

/** What a model is for. A stage asks for a job; which file does it is the manifest's business. */
export const modelJobs = [
  'detection',
  'landmarks',
  'iris',
  'identity',
  'coefficients',
  'shape',
  'restoration',
  // Not run by themselves: weights that a restorer of the same graph is moved towards.
  'vivid-weights',
  // Run in the place of a restorer on processors: its weights, computed with in 8 bits.
  'int8-weights',
  'upscaling',
  // Asked for by no stage: what the lab compares the others with.
  'comparison',
  'volume',
  'morphable-model',
  // Networks of other projects that read a face model's numbers off a face.
  'face-coefficients',
] as const;

/** One input or output tensor. */
const tensorSchema = z.looseObject({
  name: z.string(),
  /** Axis order, such as NCHW; absent where the shape speaks for itself. */
  layout: z.string().optional(),
  /** Numbers, or names of free axes. */
  shape: z.array(z.union([z.number().int(), z.string()])),
  /** Of pictures of other frames than the one that is restored: where each lies from it in time, in frames. */
  frames: z.array(z.number().int()).optional(),
  /** The weights take this input but were not taught to use it. */
  ignored: z.boolean().optional(),
  /** Of a drawn face: the network has learnt to read the skin of other pictures off it. */
  textured: z.boolean().optional(),
});

/** Jobs without which nothing is missing. */
export const optionalJobs: readonly (typeof modelJobs)[number][] = [
  'iris',
  'vivid-weights',
  'int8-weights',
  'upscaling',
  'comparison',
  'face-coefficients',
];

/** One model of native-models/manifest.json, or of the user's own list. */
export const modelEntrySchema = z.looseObject({
  id: modelIdSchema,
  /** For people; the id where it is absent. */
  name: z.string().optional(),
  job: z.enum(modelJobs),
  version: z.string(),
  /** Relative to the manifest's folder. */
  file: z.string(),
  bytes: z.number().int().nonnegative(),
  /** Lower-case hexadecimal digest of the file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  licence: z.string(),
  source: z.unknown(),
  /** Of a restorer: what it was trained for; one that lists none is blind and serves all. */
  tasks: z.array(taskSchema).optional(),
  /** Of a restorer: id of the weights of the same graph, fine-tuned for vividness, that it can be moved towards. */
  vivid: z.string().optional(),
  /** Of a restorer: id of the file that processors run in its place, quicker and nearly as exact. */
  int8: z.string().optional(),
  inputs: z.array(tensorSchema).default([]),
  outputs: z.array(tensorSchema).default([]),
  /** Of a face model whose numbers are those that networks of other projects give. */
  basis: z.literal('deep3d').optional(),
  /** How a network of another project is used; those of this program need none. */
  adapter: settledAdapterSchema.optional(),
});
export type ModelEntry = z.infer<typeof modelEntrySchema>;

export const manifestSchema = z.looseObject({ version: z.literal(1), models: z.array(modelEntrySchema) });
export type Manifest = z.infer<typeof manifestSchema>;
