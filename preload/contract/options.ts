import { z } from 'zod';
import { encodingOptionsSchema } from './media';
import { modelParametersSchema } from './model-adapter';

export const deviceSchema = z.enum(['auto', 'cpu', 'webgpu', 'cuda', 'directml', 'coreml']);
export type Device = z.infer<typeof deviceSchema>;

/** Which part of the 3D face reaches the network: the switch of the deblurring paper. */
export const priorModeSchema = z.enum(['none', 'coeff', 'render', 'both']);
export type PriorMode = z.infer<typeof priorModeSchema>;

export const taskSchema = z.enum(['restore', 'sr', 'deblur']);
export type Task = z.infer<typeof taskSchema>;

/** `all`, `largest`, or the ids of people as `facet analyse` prints them. */
export const faceSelectionSchema = z.union([
  z.enum(['all', 'largest']),
  z.array(z.number().int().positive()).min(1),
]);
export type FaceSelection = z.infer<typeof faceSelectionSchema>;

/**
 * Between the two ways to fill in what the picture does not say: 0 faithful (nearest to the truth on average, soft where
 * unsure), 1 vivid (crisp, with texture that is likely but not known). Whole hundredths: every value is a network.
 */
export const vividnessSchema = z.number().min(0).max(1).multipleOf(0.01).default(0.3);

/** Restore each face twice, as it is and mirrored, and take the mean: a little nearer to the truth. Photos always are. */
export const thoroughSchema = z.boolean().default(false);

/** A sharper picture of somebody in the clip. */
export const referenceSchema = z.object({
  file: z.string().min(1),
  /** Id of whom it shows; found out by their looks where absent. */
  person: z.number().int().positive().optional(),
});
export type Reference = z.infer<typeof referenceSchema>;

export const analyseOptionsSchema = z.object({
  input: z.string(),
  /** The project folder; next to the output, or to the input where nothing is written. */
  project: z.string().optional(),
  fromSeconds: z.number().nonnegative().optional(),
  toSeconds: z.number().positive().optional(),
  device: deviceSchema.default('auto'),
  /** Detect on every n-th frame and whenever a track is lost. */
  detectEvery: z.number().int().min(1).max(100).default(5),
  /** Id of the face model that is fitted; the built-in one by default. */
  faceModel: z.string().optional(),
  /** Ignore an analysis that is already there. */
  fresh: z.boolean().default(false),
});
export type AnalyseOptions = z.infer<typeof analyseOptionsSchema>;

export const enhanceOptionsSchema = analyseOptionsSchema.extend({
  output: z.string(),
  overwrite: z.boolean().default(false),
  task: taskSchema.default('restore'),
  /** Size of the output over the input. */
  scale: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]).default(1),
  prior: priorModeSchema.default('both'),
  /** 0 leaves the face as it is, 1 replaces it by the restored one. */
  strength: z.number().min(0).max(1).default(1),
  vividness: vividnessSchema,
  thorough: thoroughSchema,
  /** Average each face of a clip with the frames beside wherever they show the same, so that nothing boils. */
  steady: z.boolean().default(true),
  faces: faceSelectionSchema.default('all'),
  /** Times `strength`, by the id of a person as text; 0 leaves them alone; 1 for those not named. */
  peopleStrength: z.record(z.string().regex(/^\d+$/), z.number().min(0).max(1)).optional(),
  /** Sharper pictures or clips of the same people: their skin is what the 3D face wears, where the prior is drawn. */
  references: z.array(referenceSchema).default([]),
  /** Where some frames of a clip show somebody far sharper than most, their skin guides the others in the same way. */
  ownFrames: z.boolean().default(true),
  /** Id of the restoration model; the best for task and prior by default. */
  restorer: z.string().optional(),
  /** Values for parameters of a restorer that has some, by their names. */
  modelParameters: modelParametersSchema.optional(),
  /** Id of a model that enlarges whole frames; Lanczos by default. */
  upscaler: z.string().optional(),
  /**
   * Frames of the analysed range that are rendered, [fromFrame, toFrame); the whole analysis serves every such part,
   * which `fromSeconds` and `toSeconds` cannot say: they also limit the analysis.
   */
  fromFrame: z.number().int().nonnegative().optional(),
  toFrame: z.number().int().positive().optional(),
  encoding: encodingOptionsSchema.prefault({}),
  /** Also write a comparison video, before on the left, after on the right. */
  sideBySide: z.boolean().default(false),
  /** Write the ancestors' files (bbox.txt, five points, 257-number coefficients, rendered faces) here. */
  exportAncestors: z.string().optional(),
});
export type EnhanceOptions = z.infer<typeof enhanceOptionsSchema>;
/** What a caller may leave out. */
export type EnhanceRequest = z.input<typeof enhanceOptionsSchema>;
export type AnalyseRequest = z.input<typeof analyseOptionsSchema>;

/** What `reconstruct` can write of every person; see docs/cli.md for the files. */
export const reconstructFormatSchema = z.enum([
  'obj', // mesh with vertex colours, material and texture
  'ply',
  'glb',
  'animated-glb', // of videos: the face that moves as in the clip
  'frontal', // the face turned to the viewer, or as `look` has it, and how surely each place of it is known
  'frontal-video', // of videos: the same while it speaks, the head at rest
  'albedo', // the texture with the light taken away
  'maps', // depth and normals of the best frame
  'coefficients', // of the best frame, with the 68 landmarks
  'json', // every frame's numbers
  'csv',
  'npz',
  'volume', // of the volumetric reconstruction: the volume as VRN's tool writes it, with the crop it belongs to
]);
export type ReconstructFormat = z.infer<typeof reconstructFormatSchema>;

/** What is written where nothing is named: not the video, which goes through the whole clip once more for each person. */
export const usualFormats = reconstructFormatSchema.exclude(['frontal-video']).options;

/** What only videos give. */
export const movingFormats: readonly ReconstructFormat[] = ['animated-glb', 'frontal-video'];

/**
 * How a face becomes a mesh: `morphable` fits the face model to all frames; `volumetric` lets a network fill a volume from
 * the best frame alone, without a model of faces (Jackson et al. 2017).
 */
export const reconstructionSchema = z.enum(['morphable', 'volumetric']);
export type Reconstruction = z.infer<typeof reconstructionSchema>;

/** What each reconstruction can write. */
export const formatsOf: Readonly<Record<Reconstruction, readonly ReconstructFormat[]>> = {
  morphable: reconstructFormatSchema.exclude(['volume']).options,
  volumetric: ['obj', 'ply', 'glb', 'volume'],
};

/** A mesh for every frame. */
export const meshSequenceSchema = z.enum(['obj', 'ply']);
export type MeshSequence = z.infer<typeof meshSequenceSchema>;

/** How the frontal view and video show the face, and the mesh. */
export const faceLookSchema = z.object({
  /** Positive turns the face to the viewer's right, degrees. */
  yawDegrees: z.number().min(-90).max(90).default(0),
  /** Positive looks down, degrees. */
  pitchDegrees: z.number().min(-60).max(60).default(0),
  /**
   * Where the light comes from (x right, y up, z towards the viewer; any length), or 27 coefficients of spherical harmonics
   * as `coefficients` writes them; the pictures' own where absent.
   */
  light: z
    .array(z.number())
    .refine(
      ({ length }) => length === 3 || length === 27,
      'three numbers of a direction or 27 coefficients are asked for',
    )
    .refine(
      (numbers) => numbers.length !== 3 || numbers.some((value) => value !== 0),
      'a direction has a length',
    )
    .optional(),
  /** Of view and mesh: that of the person's best frame, or none. The video has each frame's. */
  expression: z.enum(['best', 'neutral']).default('best'),
});
export type FaceLookOptions = z.infer<typeof faceLookSchema>;

export const reconstructOptionsSchema = analyseOptionsSchema.extend({
  outputFolder: z.string(),
  reconstruction: reconstructionSchema.default('morphable'),
  /** Id of a model that gives the volume, of the volumetric reconstruction; the built-in one by default. */
  volumeModel: z.string().optional(),
  /** Edge of the frontal view, pixels. */
  frontalSize: z.union([z.literal(256), z.literal(512), z.literal(1024)]).default(512),
  look: faceLookSchema.prefault({}),
  formats: z
    .array(reconstructFormatSchema)
    .min(1)
    .default([...usualFormats]),
  /** Also a mesh for every frame that shows the person, in this format; none by default. */
  sequence: meshSequenceSchema.optional(),
});
export type ReconstructOptions = z.infer<typeof reconstructOptionsSchema>;
export type ReconstructRequest = z.input<typeof reconstructOptionsSchema>;
