import { enhanceSettingsSchema, type Preset } from '../../../../preload/contract/studio/enhance-settings';

function preset(id: string, settings: Parameters<typeof enhanceSettingsSchema.parse>[0]): Preset {
  return { id, name: `preset.${id}`, builtIn: true, settings: enhanceSettingsSchema.parse(settings) };
}

/** Presets that come with the program; their names are keys of the string catalogue. */
export const builtInPresets: readonly Preset[] = [
  preset('restore-gentle', { task: 'restore', strength: 0.6 }),
  preset('restore', { task: 'restore' }),
  preset('restore-faithful', { task: 'restore', vividness: 0 }),
  preset('restore-vivid', { task: 'restore', vividness: 0.7 }),
  preset('enlarge-2x', { task: 'sr', scale: 2 }),
  preset('enlarge-4x', { task: 'sr', scale: 4 }),
  // Lossless, every frame by itself: for keeping and for further work.
  preset('archive-ffv1', {
    task: 'restore',
    encoding: { codec: 'ffv1', quality: 100 },
    container: 'mkv',
    stillFormat: 'png',
  }),
];
