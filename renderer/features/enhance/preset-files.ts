import { presetFileSchema, type PresetFile } from '../../../preload/contract/studio/enhance-settings';

/** The name under which a preset is saved as a file. */
export function presetFileName(name: string): string {
  const safe = name
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  return `${safe === '' ? 'preset' : safe}.facet-preset.json`;
}

/** Undefined where the text is no preset. */
export function readPresetFile(text: string): PresetFile | undefined {
  try {
    return presetFileSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Hands a preset to the user as a file. */
export function downloadPreset(file: PresetFile): void {
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(file, null, 2)}\n`], { type: 'application/json' }),
  );
  const link = document.createElement('a');
  link.href = url;
  link.download = presetFileName(file.name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
