import { z } from 'zod';
import { encodingOptionsSchema, type VideoCodec } from '../media';
import { modelParametersSchema } from '../model-adapter';
import { deviceSchema, priorModeSchema, taskSchema, thoroughSchema, vividnessSchema } from '../options';
import { patchOf } from './patch';

/** Containers the studio offers; which codec each may hold is `codecsOf`. */
export const containerSchema = z.enum(['mp4', 'mov', 'mkv', 'webm']);
export type Container = z.infer<typeof containerSchema>;

/** What each container can hold. */
export const codecsOf: Readonly<Record<Container, readonly VideoCodec[]>> = {
  mp4: ['h264', 'hevc', 'av1'],
  mov: ['h264', 'hevc', 'prores'],
  mkv: ['h264', 'hevc', 'av1', 'prores', 'ffv1'],
  webm: ['av1'],
};

/** File types of an enhanced photograph. */
export const stillFormatSchema = z.enum(['png', 'jpg', 'webp', 'tiff']);

/** How one clip or photo is to be enhanced and written. What a preset holds. */
export const enhanceSettingsSchema = z.object({
  task: taskSchema.default('restore'),
  scale: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]).default(1),
  prior: priorModeSchema.default('both'),
  /** 0 leaves every face as it is, 1 replaces it by the restored one; times each person's own strength. */
  strength: z.number().min(0).max(1).default(1),
  vividness: vividnessSchema,
  /** Of clips; photos are always restored thoroughly. */
  thorough: thoroughSchema,
  /** Id of a restoration model; absent: the best for task and prior. */
  model: z.string().optional(),
  /** Values for the model's parameters, by their names; its own defaults where absent. */
  modelParameters: modelParametersSchema.optional(),
  /** Id of a model that enlarges the whole frame; absent: Lanczos. */
  upscaler: z.string().optional(),
  /** Id of the face model that the clip is analysed with; absent: the built-in one. */
  faceModel: z.string().optional(),
  device: deviceSchema.default('auto'),
  encoding: encodingOptionsSchema.prefault({}),
  container: containerSchema.default('mp4'),
  stillFormat: stillFormatSchema.default('png'),
  /** Also write a comparison video, before on the left. */
  sideBySide: z.boolean().default(false),
});
export type EnhanceSettings = z.infer<typeof enhanceSettingsSchema>;

/** A change of some settings; the nested encoding may be partial too. */
export const enhanceSettingsPatchSchema = patchOf({
  ...enhanceSettingsSchema.shape,
  encoding: patchOf(encodingOptionsSchema.shape),
});
export type EnhanceSettingsPatch = z.input<typeof enhanceSettingsPatchSchema>;

export const presetSchema = z.object({
  id: z.string(),
  name: z.string().min(1).max(80),
  /** Built-in ones can be neither changed nor removed; their names are keys of the string catalogue. */
  builtIn: z.boolean(),
  settings: enhanceSettingsSchema,
});
export type Preset = z.infer<typeof presetSchema>;

/** A preset as a shared file holds it. */
export const presetFileSchema = z.object({
  format: z.literal('facet-preset'),
  version: z.literal(1),
  name: z.string().min(1).max(80),
  settings: enhanceSettingsSchema,
});
export type PresetFile = z.infer<typeof presetFileSchema>;
