import path from 'node:path';
import { z } from 'zod';
import {
  presetFileSchema,
  presetSchema,
  type EnhanceSettings,
  type Preset,
  type PresetFile,
} from '../../../../preload/contract/studio/enhance-settings';
import {
  userSettingsSchema,
  type SettingsSnapshot,
  type UserSettings,
} from '../../../../preload/contract/studio/user-settings';
import { StudioError } from '../../errors/studio-error';
import { newId } from '../document/new-id';
import { readStateFile, StateWriter } from '../document/state-file';
import type { NoticeStream } from '../topics/notice-stream';
import { builtInPresets } from './built-in-presets';

const presetsFileSchema = z.array(presetSchema);

export interface SettingsOptions {
  readonly dataFolder: string;
  readonly notices: NoticeStream;
  readonly onChange: () => void;
  readonly saveDelayMilliseconds?: number;
}

/** What belongs to the user: settings of the studio, and presets of their own. Two files of the data folder. */
export class SettingsStore {
  private current: UserSettings = userSettingsSchema.parse({});
  private saved: Preset[] = [];
  private readonly settingsWriter: StateWriter;
  private readonly presetsWriter: StateWriter;

  private constructor(private readonly options: SettingsOptions) {
    const shared = {
      delayMilliseconds: options.saveDelayMilliseconds ?? 300,
      onFailure: (error: unknown) =>
        options.notices.say('warning', `Settings could not be saved: ${(error as Error).message}`),
    };
    this.settingsWriter = new StateWriter({
      ...shared,
      content: () => ({ file: this.file('settings.json'), value: this.current }),
    });
    this.presetsWriter = new StateWriter({
      ...shared,
      content: () => ({ file: this.file('presets.json'), value: this.saved }),
    });
  }

  static async start(options: SettingsOptions): Promise<SettingsStore> {
    const store = new SettingsStore(options);
    store.current = (await store.read('settings.json', userSettingsSchema)) ?? store.current;
    store.saved = (await store.read('presets.json', presetsFileSchema)) ?? store.saved;
    return store;
  }

  get settings(): UserSettings {
    return this.current;
  }

  snapshot(): SettingsSnapshot {
    return { settings: this.current, presets: [...builtInPresets, ...this.saved] };
  }

  change(patch: { [K in keyof UserSettings]?: UserSettings[K] | undefined }): void {
    const known = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    this.current = { ...this.current, ...known };
    this.settingsWriter.schedule();
    this.options.onChange();
  }

  /** @throws StudioError `usage` */
  preset(presetId: string): Preset {
    const found = [...builtInPresets, ...this.saved].find(({ id }) => id === presetId);
    if (found === undefined)
      throw new StudioError('usage', 'There is no such preset; it may have been removed.');
    return found;
  }

  /** A preset of the same name is written over: saving again is how one is changed. */
  savePreset(name: string, settings: EnhanceSettings): string {
    const existing = this.saved.find((preset) => preset.name === name.trim());
    const id = existing?.id ?? newId('s');
    const preset: Preset = { id, name: name.trim(), builtIn: false, settings };
    this.saved = existing
      ? this.saved.map((other) => (other === existing ? preset : other))
      : [...this.saved, preset];
    this.presetsChanged();
    return id;
  }

  removePreset(presetId: string): void {
    if (this.preset(presetId).builtIn) {
      throw new StudioError('usage', 'The presets that come with the program cannot be removed.');
    }
    this.saved = this.saved.filter(({ id }) => id !== presetId);
    this.presetsChanged();
  }

  /** One with a name that is taken gets a number, so that nothing of the user's is lost. */
  importPreset({ name, settings }: PresetFile): string {
    let free = name;
    for (let number = 2; this.saved.some((preset) => preset.name === free); number++) {
      free = `${name.slice(0, 75)} ${number}`;
    }
    return this.savePreset(free, settings);
  }

  exportPreset(presetId: string): PresetFile {
    const { name, settings } = this.preset(presetId);
    return presetFileSchema.parse({ format: 'facet-preset', version: 1, name, settings });
  }

  async flush(): Promise<void> {
    await this.settingsWriter.flush();
    await this.presetsWriter.flush();
  }

  private presetsChanged(): void {
    this.presetsWriter.schedule();
    this.options.onChange();
  }

  private async read<S extends z.ZodType>(name: string, schema: S): Promise<z.output<S> | undefined> {
    const read = await readStateFile(this.file(name), schema);
    if (read.state === 'ok') return read.value;
    if (read.state === 'damaged') {
      this.options.notices.say(
        'warning',
        `${name} was damaged; the defaults are used, and it was kept as ${read.setAside}.`,
      );
    }
    return undefined;
  }

  private file(name: string): string {
    return path.join(this.options.dataFolder, name);
  }
}
