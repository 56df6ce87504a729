import { z } from 'zod';
import { adapterPresetSchema } from './adapter-presets';
import { adapterDeclarationSchema, settledAdapterSchema } from './model-adapter';

export const modelIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]*$/, 'small letters, digits, dots and hyphens')
  .max(64);

/** A tensor as a network's file describes it; free axes are text. */
export const networkTensorSchema = z.object({
  name: z.string(),
  /** ONNX's element type, such as `float32`. */
  type: z.string(),
  shape: z.array(z.union([z.number().int(), z.string()])),
});
export type NetworkTensor = z.infer<typeof networkTensorSchema>;

export const networkDescriptionSchema = z.object({
  inputs: z.array(networkTensorSchema),
  outputs: z.array(networkTensorSchema),
});
export type NetworkDescription = z.infer<typeof networkDescriptionSchema>;

/** What a file looks like before it is added. */
export const modelProposalSchema = z.object({
  fileName: z.string(),
  bytes: z.number(),
  /** A free id made from the file's name. */
  id: z.string(),
  description: networkDescriptionSchema,
  /** Presets that fit the file's tensors, the likeliest first; none fits: an adapter has to be written. */
  fitting: z.array(adapterPresetSchema),
  /** The first of them with what the file says filled in. */
  adapter: settledAdapterSchema.optional(),
  /** Why the first of them was guessed: `name` of the file, or only its `tensors`. */
  guessedBy: z.enum(['name', 'tensors']).optional(),
  /** Why nothing fits. */
  problem: z.string().optional(),
  /** Of a face model, which is no network: whose it is, and what its makers say of it. */
  faceModel: z
    .object({ kind: z.string(), licence: z.string(), source: z.string(), terms: z.string().optional() })
    .optional(),
});
export type ModelProposal = z.infer<typeof modelProposalSchema>;

/** What is said of a model when it is added. */
export const modelWordsSchema = z.object({
  id: modelIdSchema.optional(),
  name: z.string().min(1).max(80).optional(),
  licence: z.string().min(1).max(200),
  /** Where it comes from: an address, a project, a person. */
  source: z.string().min(1).max(500),
});

/** How well a face model of another project took this program's landmarks. */
export const faceModelReportSchema = z.object({
  /** Whose it is, such as `ICT-FaceKit`. */
  kind: z.string(),
  vertices: z.number(),
  verticesOfSource: z.number(),
  identityModes: z.number(),
  identityModesOfSource: z.number(),
  expressions: z.number(),
  expressionsOfSource: z.number(),
  /** Of 478. */
  landmarks: z.number(),
  /** Median distance at which they were found beside the registered surface, mm. */
  landmarkMillimetres: z.number(),
  /** Between the middles of the eyes, mm. */
  eyeDistance: z.number(),
});
export type FaceModelReport = z.infer<typeof faceModelReportSchema>;

export const addModelRequestSchema = modelWordsSchema.extend({
  /** A preset's name or an adapter of one's own; guessed from the file where it is left out. */
  adapter: z.union([adapterPresetSchema, adapterDeclarationSchema]).optional(),
});
export type AddModelRequest = z.input<typeof addModelRequestSchema>;

/** One line of a catalogue: a model that can be fetched from where its makers, or others, published it. */
export const catalogueEntrySchema = z.object({
  id: modelIdSchema,
  name: z.string(),
  adapter: z.union([adapterPresetSchema, adapterDeclarationSchema]),
  /** The project's page. */
  source: z.url(),
  /** The ONNX file. https, or http on this machine. */
  url: z.url({ protocol: /^https?$/ }),
  licence: z.string(),
  licenceUrl: z.url().optional(),
  /** What the licence asks that surprises people: no commercial use, for example. */
  terms: z.string().optional(),
  bytes: z.number().int().positive().optional(),
  /** For show, where the exact number is not known. */
  approximateBytes: z.number().int().positive().optional(),
  /** Absent: nobody has said it, and what arrives cannot be checked. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type CatalogueEntry = z.output<typeof catalogueEntrySchema>;

export const catalogueSchema = z.object({ version: z.literal(1), models: z.array(catalogueEntrySchema) });

/** A line of the catalogue and how far it has come. */
export const catalogueItemSchema = catalogueEntrySchema.omit({ adapter: true }).extend({
  scope: z.enum(['face', 'frame', 'volume', 'coefficients']),
  installed: z.boolean(),
  /** Bytes of an earlier download that broke off and will go on. */
  partialBytes: z.number(),
});
export type CatalogueItem = z.output<typeof catalogueItemSchema>;

export interface FetchModelRequest {
  readonly id: string;
  readonly acceptLicence: boolean;
  /** Take a file whose hash nobody has published. */
  readonly acceptUnverified: boolean;
}

export interface AddedModel {
  readonly id: string;
  readonly sha256: string;
  readonly bytes: number;
  /** The preset that was used, where it was one. */
  readonly preset?: string;
  /** How a network is used. */
  readonly adapter?: z.output<typeof settledAdapterSchema>;
  /** Of a face model, which is no network. */
  readonly faceModel?: FaceModelReport;
  /** What the user should know: a guess, a damaged list that was set aside. */
  readonly notices: readonly string[];
}

export interface LibraryHooks {
  readonly signal?: AbortSignal | undefined;
  /** `total` is undefined where the server does not say. */
  readonly onBytes?: (received: number, total: number | undefined) => void;
}

/**
 * The user's own models. All reject with a StudioError.
 * `model-unsuitable`: the file or its adapter does not work; `download-failed`: the network; `usage`: an id that is
 * taken, a licence that was not accepted.
 */
export interface ModelLibrary {
  /** Looks at a file without adding it. */
  propose(file: string, hooks?: LibraryHooks): Promise<ModelProposal>;
  /** Copies a network in, tries it, and lists it; or makes a face model of another project one of this program's. */
  add(file: string, request: AddModelRequest, hooks?: LibraryHooks): Promise<AddedModel>;
  remove(id: string): Promise<void>;
  catalogue(): Promise<readonly CatalogueItem[]>;
  /** The only method that uses the network. */
  fetch(request: FetchModelRequest, hooks?: LibraryHooks): Promise<AddedModel>;
}
