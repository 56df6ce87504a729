import { z } from 'zod';
import { deviceSchema } from '../options';
import { presetSchema } from './enhance-settings';

export const themeSchema = z.enum(['dark', 'light', 'system']);
export const languageSchema = z.enum(['system', 'en', 'de']);

/** What belongs to the user rather than to a project. Kept by the engine in the user's data folder. */
export const userSettingsSchema = z.object({
  theme: themeSchema.default('dark'),
  language: languageSchema.default('system'),
  /** Size of text and controls, 0.8 to 1.6. */
  uiScale: z.number().min(0.8).max(1.6).default(1),
  reducedMotion: z.enum(['system', 'on', 'off']).default('system'),
  /** `frames` or `timecode` in read-outs. */
  timeDisplay: z.enum(['timecode', 'frames']).default('timecode'),
  device: deviceSchema.default('auto'),
  /** Analyse what is imported at once. */
  analyseOnImport: z.boolean().default(true),
  /** Ask for a newer version at start; off: nothing is ever sent. */
  checkForUpdates: z.boolean().default(false),
  /** Command id -> keys that replace the built-in ones, such as `mod+k`; an empty list unbinds it. */
  shortcuts: z.record(z.string(), z.array(z.string())).default({}),
  /** Sizes of docked panels by group id, per cent, and what is collapsed. */
  layout: z.record(z.string(), z.unknown()).default({}),
  firstRunDone: z.boolean().default(false),
});
export type UserSettings = z.infer<typeof userSettingsSchema>;

export const settingsSnapshotSchema = z.object({
  settings: userSettingsSchema,
  presets: z.array(presetSchema),
});
export type SettingsSnapshot = z.infer<typeof settingsSnapshotSchema>;
