import { z } from 'zod';

/**
 * A model adapter: the declared way of using a network of another project. It says how a picture becomes the network's
 * input tensor and its output a picture again; the rest of the program never learns whose network it was.
 */

/** Numbers of a picture tensor: their order, their range over the levels 0 to 255, and the order of the colours. */
export const pictureFormatSchema = z.strictObject({
  layout: z.enum(['NCHW', 'NHWC']).default('NCHW'),
  range: z.enum(['0..1', '-1..1', '0..255']).default('0..1'),
  colour: z.enum(['RGB', 'BGR']).default('RGB'),
});
export type PictureFormat = z.output<typeof pictureFormatSchema>;

/** A picture tensor; without a name the file's own is taken, where only one tensor can be meant. */
const namedPictureSchema = pictureFormatSchema.extend({ name: z.string().min(1).optional() });

const numbersSchema = z.union([z.number(), z.array(z.number()).min(1).max(4096)]);

/** An input beside the picture. One with a `name` is a number that the user may change. */
export const adapterParameterSchema = z
  .strictObject({
    /** The ONNX input. Where the file has another name for its only other input, that one is meant. */
    input: z.string().min(1),
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/)
      .optional(),
    /** One number for the whole tensor, or each of its numbers. */
    default: numbersSchema,
    min: z.number().default(0),
    max: z.number().default(1),
    /** The network's own by default; free axes count as 1. */
    shape: z.array(z.number().int().positive()).max(8).optional(),
  })
  .refine(({ min, max }) => min < max, { message: 'min must be below max', path: ['min'] })
  .refine(
    (parameter) =>
      parameter.name === undefined ||
      (typeof parameter.default === 'number' &&
        parameter.default >= parameter.min &&
        parameter.default <= parameter.max),
    { message: 'a named parameter is one number from min to max', path: ['default'] },
  );
export type AdapterParameter = z.output<typeof adapterParameterSchema>;

/**
 * Where the five points of a face lie in the crop: `facet` is this program's own template, `ffhq` the one that GFPGAN,
 * CodeFormer, RestoreFormer, GPEN and SPARNetHD were trained on.
 */
export const cropTemplateSchema = z.enum(['facet', 'ffhq']);
export type CropTemplate = z.infer<typeof cropTemplateSchema>;

/** Side of a crop or tile, pixels. */
const cropSideSchema = z.number().int().min(64).max(2048).multipleOf(32);
const tileSideSchema = z.number().int().min(16).max(1024);

const inAndOut = {
  input: namedPictureSchema.prefault({}),
  output: namedPictureSchema.prefault({}),
  parameters: z.array(adapterParameterSchema).max(16).default([]),
};

/** Restores one aligned face; what comes out has the size of what went in. */
export const faceAdapterSchema = z.strictObject({
  scope: z.literal('face'),
  /** Read from the file where it says; 512 where neither does. */
  size: cropSideSchema.optional(),
  template: cropTemplateSchema.default('ffhq'),
  ...inAndOut,
});

/** Enlarges whole frames, tile by tile. */
export const frameAdapterSchema = z.strictObject({
  scope: z.literal('frame'),
  /** Size of the output over the input. */
  factor: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]).optional(),
  /** Side of what the network is given, pixels; the file's own where that is fixed. Memory grows with its square. */
  tile: tileSideSchema.default(256),
  /** Pixels along each side of a tile that are thrown away, because the network lacks what lies beyond them. */
  overlap: z.number().int().min(0).max(128).default(16),
  ...inAndOut,
});

/**
 * How a volume is read: [1,D,H,W], H and W those of the crop, values that grow from outside to inside. The defaults are
 * those of VRN (Jackson et al. 2017), whose tool takes the surface at 10 of 255 and halves the depth.
 */
const volumeOutputSchema = z.strictObject({
  name: z.string().min(1).optional(),
  /** Which slice is nearest to the viewer. */
  nearest: z.enum(['first', 'last']).default('last'),
  /** Slices that are together as deep as a pixel of the crop is wide. */
  slicesPerPixel: z.number().positive().max(16).default(2),
  /** Value of the surface. */
  iso: z.number().default(10 / 255),
  /** Depth in slices, from the nearest on, at which the network puts the eyes; found in the volume where it is left out. */
  eyeSlice: z.number().nonnegative().optional(),
});

/** Gives the volume that a face fills, for `reconstruct`. */
export const volumeAdapterSchema = z.strictObject({
  scope: z.literal('volume'),
  /** Side of the crop; read from the file where it says, else 192. */
  size: cropSideSchema.optional(),
  /** `vrn`: upright, by the box of the 68 landmarks, as the original's tool cuts it. */
  template: z.enum([...cropTemplateSchema.options, 'vrn']).default('vrn'),
  ...inAndOut,
  output: volumeOutputSchema.prefault({}),
});

/**
 * Reads the coefficients of a face model off one face: 257 numbers in the layout of Deep3DFaceReconstruction (Deng et al.
 * 2019), which are those of the Basel Face Model.
 */
export const coefficientsAdapterSchema = z.strictObject({
  scope: z.literal('coefficients'),
  /** Side of the crop; read from the file where it says, else 224. */
  size: cropSideSchema.optional(),
  /** `deep3d`: upright, by the five standard points in space, as the project's own preparation cuts it. */
  template: z.enum([...cropTemplateSchema.options, 'deep3d']).default('deep3d'),
  /** Id of the face model whose numbers they are; the Basel Face Model that is installed where it is left out. */
  faceModel: z.string().min(1).optional(),
  ...inAndOut,
  /** One output of 257 numbers, or several that are these when put one after the other, in this order. */
  output: z.strictObject({ names: z.array(z.string().min(1)).min(1).max(16).optional() }).prefault({}),
});

/** What a user writes: what the file says itself may be left out. */
export const adapterDeclarationSchema = z
  .discriminatedUnion('scope', [
    faceAdapterSchema,
    frameAdapterSchema,
    volumeAdapterSchema,
    coefficientsAdapterSchema,
  ])
  .refine((adapter) => adapter.scope !== 'frame' || adapter.tile - 2 * adapter.overlap >= 8, {
    message: 'the tile must be at least 8 pixels larger than both overlaps together',
    path: ['tile'],
  })
  .refine(
    ({ parameters }) => {
      const names = parameters.flatMap(({ name }) => name ?? []);
      return new Set(names).size === names.length;
    },
    { message: 'two parameters have one name', path: ['parameters'] },
  );
export type AdapterDeclaration = z.output<typeof adapterDeclarationSchema>;
export type AdapterInput = z.input<typeof adapterDeclarationSchema>;

/** An input beside the picture as the file has it. */
const settledParameterSchema = z.strictObject({
  input: z.string(),
  name: z.string().optional(),
  default: numbersSchema,
  min: z.number(),
  max: z.number(),
  shape: z.array(z.number().int().positive()),
});

const settledInAndOut = {
  input: pictureFormatSchema.extend({ name: z.string() }),
  output: pictureFormatSchema.extend({ name: z.string() }),
  parameters: z.array(settledParameterSchema),
};
export const settledFaceAdapterSchema = faceAdapterSchema.extend({
  size: cropSideSchema,
  ...settledInAndOut,
});
export const settledFrameAdapterSchema = frameAdapterSchema.extend({
  factor: frameAdapterSchema.shape.factor.unwrap(),
  ...settledInAndOut,
});
export const settledVolumeAdapterSchema = volumeAdapterSchema.extend({
  size: cropSideSchema,
  ...settledInAndOut,
  output: volumeOutputSchema.extend({ name: z.string() }),
});

export const settledCoefficientsAdapterSchema = coefficientsAdapterSchema.extend({
  size: cropSideSchema,
  ...settledInAndOut,
  output: z.strictObject({ names: z.array(z.string()) }),
});

/** An adapter with nothing left open, as a manifest keeps it. */
export const settledAdapterSchema = z.discriminatedUnion('scope', [
  settledFaceAdapterSchema,
  settledFrameAdapterSchema,
  settledVolumeAdapterSchema,
  settledCoefficientsAdapterSchema,
]);
export type FaceAdapter = z.output<typeof settledFaceAdapterSchema>;
export type FrameAdapter = z.output<typeof settledFrameAdapterSchema>;
export type VolumeAdapter = z.output<typeof settledVolumeAdapterSchema>;
export type CoefficientsAdapter = z.output<typeof settledCoefficientsAdapterSchema>;
export type ModelAdapter = z.output<typeof settledAdapterSchema>;

/** Values of the user's, by the name of a parameter. */
export const modelParametersSchema = z.record(z.string(), z.number());
export type ModelParameters = z.infer<typeof modelParametersSchema>;
