import { z } from 'zod';
import { estimateSchema } from './job-item';
import { enhanceSettingsPatchSchema, presetFileSchema } from './enhance-settings';
import { faceWishSchema } from './face-files';
import { addModelRequestSchema, modelIdSchema } from '../model-library';
import { folderGrantSchema, modelOfferSchema } from './machine';
import {
  labComparisonSchema,
  labEstimateSchema,
  labMethodItemSchema,
  labNameSchema,
  labWishSchema,
} from './lab-run';
import { idSchema } from './media-item';
import { patchOf } from './patch';
import { userSettingsSchema } from './user-settings';

function method<P extends z.ZodType, R extends z.ZodType>(params: P, result: R): { params: P; result: R } {
  return { params, result };
}

const none = z.void();
const noParams = z.object({}).default({});
const media = { mediaId: idSchema };
const person = { ...media, personId: z.number().int().positive() };
const job = z.object({ jobId: idSchema });
const labRun = z.object({ runId: idSchema });

/** Formats a face can be taken away in. `view` pictures are made by the renderer itself. */
export const faceExportFormatSchema = z.enum([
  'obj',
  'glb',
  'ply',
  'frontal-png',
  'texture-png',
  'coefficients-json',
  // Of all frames that show the person.
  'animated-glb',
  'coefficients-csv',
  'coefficients-npz',
]);
export type FaceExportFormat = z.infer<typeof faceExportFormatSchema>;

/**
 * What the renderer may ask of the engine, whatever the transport. Every method rejects with `{code, message, details}`
 * of `../errors`; parameters are checked where they arrive.
 */
export const studioMethods = {
  'project.new': method(z.object({ name: z.string().max(80).optional() }), none),
  'project.open': method(z.object({ id: idSchema }), none),
  'project.rename': method(z.object({ name: z.string().min(1).max(80) }), none),
  'project.undo': method(noParams, none),
  'project.redo': method(noParams, none),

  /** Adds the bundled sample; gives its media id. */
  'media.addSample': method(noParams, z.object({ mediaId: idSchema })),
  'media.remove': method(z.object(media), none),
  /** Analyses now: again after a failure or a cancellation, or `fresh` from nothing. */
  'media.analyse': method(z.object({ ...media, fresh: z.boolean().default(false) }), none),
  'media.cancelAnalysis': method(z.object(media), none),
  'media.setRange': method(
    z.object({
      ...media,
      inFrame: z.number().int().nonnegative().nullable(),
      outFrame: z.number().int().positive().nullable(),
    }),
    none,
  ),
  'media.changeSettings': method(z.object({ ...media, patch: enhanceSettingsPatchSchema }), none),
  'media.resetSettings': method(z.object(media), none),
  'media.applyPreset': method(z.object({ ...media, presetId: z.string() }), none),

  'people.change': method(
    z.object({
      ...person,
      name: z.string().min(1).max(80).optional(),
      enabled: z.boolean().optional(),
      strength: z.number().min(0).max(1).optional(),
      /** Photos of the project that show them sharper; an empty list takes all away. */
      references: z.array(idSchema).max(8).optional(),
    }),
    none,
  ),
  /** `from` become `personId`: their tracks, their name is lost. */
  'people.merge': method(z.object({ ...person, from: z.array(z.number().int().positive()).min(1) }), none),
  /** The given tracks become a person of their own; gives its id. */
  'people.split': method(
    z.object({ ...person, tracks: z.array(z.number().int()).min(1) }),
    z.object({ personId: z.number().int() }),
  ),

  'jobs.estimate': method(z.object({ ...media, folderId: idSchema.optional() }), estimateSchema),
  /** Queues the clip as its settings and people now are. Without a folder the result goes beside the input. */
  'jobs.add': method(
    z.object({ ...media, folderId: idSchema.optional(), outputName: z.string().max(200).optional() }),
    z.object({ jobId: idSchema }),
  ),
  'jobs.pause': method(job, none),
  'jobs.resume': method(job, none),
  'jobs.cancel': method(job, none),
  'jobs.retry': method(job, none),
  'jobs.remove': method(job, none),
  /** Puts a queued job before another one, or last. */
  'jobs.move': method(z.object({ jobId: idSchema, before: idSchema.nullable() }), none),
  'jobs.pauseAll': method(noParams, none),
  'jobs.resumeAll': method(noParams, none),
  /** Quality over time of a finished job: measures what is missing, then `jobs/{id}/quality.bin` can be read. */
  'jobs.measure': method(job, none),

  'presets.save': method(
    z.object({ mediaId: idSchema, name: z.string().min(1).max(80) }),
    z.object({ presetId: z.string() }),
  ),
  'presets.remove': method(z.object({ presetId: z.string() }), none),
  'presets.import': method(z.object({ file: presetFileSchema }), z.object({ presetId: z.string() })),
  'presets.export': method(z.object({ presetId: z.string() }), presetFileSchema),

  'settings.change': method(z.object({ patch: patchOf(userSettingsSchema.shape) }), none),

  /** Takes an offered file in under the user's words; gives its id and what is worth knowing. */
  'models.add': method(
    addModelRequestSchema.extend({ offerId: idSchema }),
    z.object({ id: modelIdSchema, notices: z.array(z.string()) }),
  ),
  /** Turns an offer down; what was sent for it is removed. */
  'models.discard': method(z.object({ offerId: idSchema }), none),
  'models.remove': method(z.object({ id: modelIdSchema }), none),
  /** Begins a download, or goes on with one; the `machine` topic tells the rest. */
  'models.fetch': method(
    z.object({
      id: modelIdSchema,
      acceptLicence: z.boolean(),
      /** Where nobody has published a hash. */
      acceptUnverified: z.boolean().default(false),
    }),
    none,
  ),
  /** What has arrived is kept. */
  'models.cancelFetch': method(z.object({ id: modelIdSchema }), none),

  /** Fills `checks`, `encoders`, `device` and the models' states of the `machine` topic. */
  'machine.inspect': method(noParams, none),
  'machine.benchmark': method(noParams, none),

  /** Makes the file and gives the resource path from which it can be downloaded, once or more, for an hour. */
  'faces.export': method(
    z.object({
      ...person,
      frame: z.number().int().nonnegative(),
      format: faceExportFormatSchema,
      /** Of `obj`, `glb` and `ply`: that of the frame, or none. */
      expression: z.enum(['frame', 'neutral']).default('frame'),
    }),
    z.object({ path: z.string(), name: z.string() }),
  ),
  /**
   * Begins to write a person's files into a folder of their own, beside the input or in the one given, or into an archive
   * to be downloaded; the `faces` topic tells the rest. One at a time.
   */
  'faces.write': method(
    z.object({
      ...person,
      wish: faceWishSchema,
      folderId: idSchema.optional(),
      download: z.boolean().default(false),
    }),
    z.object({ id: idSchema }),
  ),
  /** Nothing that was begun stays. */
  'faces.cancelWriting': method(z.object({ id: idSchema }), none),

  'lab.methods': method(noParams, z.array(labMethodItemSchema)),
  'lab.estimate': method(labWishSchema, labEstimateSchema),
  /** Begins a run, one at a time; the `lab` topic tells the rest. */
  'lab.start': method(labWishSchema, z.object({ runId: idSchema })),
  /** Nothing that was begun stays. */
  'lab.cancel': method(labRun, none),
  'lab.remove': method(labRun, none),
  /** Without a name it goes by its material again. */
  'lab.rename': method(labRun.extend({ name: labNameSchema.optional() }), none),
  /** What `runId` has over `overId`. */
  'lab.compare': method(z.object({ runId: idSchema, overId: idSchema }), labComparisonSchema),
  /** Where a picture of a run comes from: its clip, added to the project again where it was removed, and the frame. */
  'lab.source': method(
    z.object({
      runId: idSchema,
      picture: z.number().int().nonnegative(),
      /** What `picture` counts: the pictures of single faces, or the faces of whole clips. */
      of: z.enum(['faces', 'clips']).default('faces'),
    }),
    z.object({ mediaId: idSchema, frame: z.number().int() }),
  ),
} as const;

/**
 * What only a host may ask of the engine: here paths appear. The renderer's requests never reach these.
 */
export const hostMethods = {
  /** Adds files and folders (their media, recursively); gives the ids in order. */
  'host.importPaths': method(
    z.object({ paths: z.array(z.string()).min(1) }),
    z.object({ mediaIds: z.array(idSchema) }),
  ),
  'host.grantFolder': method(z.object({ path: z.string() }), folderGrantSchema),
  /** Looks at a file that may become a model; `uploaded` ones are removed once the offer is over. */
  'host.offerModel': method(z.object({ path: z.string(), uploaded: z.boolean() }), modelOfferSchema),
  /** Paths of a finished job, to be opened or shown by the host. */
  'host.jobFiles': method(job, z.object({ output: z.string(), sideBySide: z.string().optional() })),
  /** The folder of a person's files, to be shown by the host. */
  'host.faceFolder': method(z.object({ id: idSchema }), z.object({ path: z.string() })),
  'host.logFolder': method(noParams, z.object({ path: z.string() })),
} as const;

/**
 * What the renderer asks of the host around the engine: dialogs, the shell. The browser's host answers those it
 * cannot do with `usage`; `HostSnapshot` says so beforehand.
 */
export const shellMethods = {
  /** Opens the file dialog and imports what was chosen. */
  'shell.openDialog': method(
    z.object({ folders: z.boolean().default(false) }),
    z.object({ mediaIds: z.array(idSchema) }),
  ),
  /** Undefined where the user thought better of it. */
  'shell.chooseFolder': method(noParams, folderGrantSchema.optional()),
  /** Opens the file dialog for a model, or a folder of one; undefined where the user thought better of it. */
  'shell.chooseModel': method(z.object({ folder: z.boolean().default(false) }), modelOfferSchema.optional()),
  'shell.openResult': method(
    z.object({ jobId: idSchema, which: z.enum(['output', 'sideBySide']).default('output') }),
    none,
  ),
  'shell.revealResult': method(job, none),
  /** Shows the folder of a person's files. */
  'shell.revealFace': method(z.object({ id: idSchema }), none),
  'shell.openLogs': method(noParams, none),
  'shell.checkForUpdates': method(
    noParams,
    z.object({ state: z.enum(['none', 'available', 'unsupported']), version: z.string().optional() }),
  ),
} as const;

export type StudioMethods = typeof studioMethods;
export type HostMethods = typeof hostMethods;
export type ShellMethods = typeof shellMethods;
export type MethodTable = Readonly<
  Record<string, { readonly params: z.ZodType; readonly result: z.ZodType }>
>;

/** The calls of a method table as functions of a client. */
export type Calls<T extends MethodTable> = {
  readonly [K in keyof T]: (params: z.input<T[K]['params']>) => Promise<z.output<T[K]['result']>>;
};
