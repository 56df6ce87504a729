import { ChevronDown, Download, Save, Trash2, Upload } from 'lucide-react';
import { useState } from 'react';
import type { Preset } from '../../../preload/contract/studio/enhance-settings';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { pickFiles } from '../../store/pick-files';
import { attempt, reportError } from '../../store/report-error';
import { useToasts } from '../../store/toasts';
import { useMirrors } from '../../store/topics';
import { Menu, type MenuEntry } from '../../ui';
import { downloadPreset, readPresetFile } from './preset-files';
import { SavePreset } from './save-preset';
import { useEnhanceStrings } from './strings';

/** Presets: apply, save, share as files, remove. */
export function PresetsMenu({ media }: { readonly media: MediaItem }) {
  const t = useEnhanceStrings();
  const client = useClient();
  const presets = useMirrors(({ settings }) => settings?.presets) ?? [];
  const [saving, setSaving] = useState(false);
  const nameOf = ({ name, builtIn }: Preset) =>
    builtIn && name in t ? (t[name as keyof typeof t] as string) : name;
  const apply = (preset: Preset): MenuEntry => ({
    label: nameOf(preset),
    checked: sameSettings(preset, media),
    run: () => attempt(client.call('media.applyPreset', { mediaId: media.id, presetId: preset.id })),
  });
  const own = presets.filter(({ builtIn }) => !builtIn);
  const importFile = async (file: File): Promise<void> => {
    const preset = readPresetFile(await file.text());
    if (preset === undefined) {
      useToasts.getState().show({ tone: 'warning', title: t.notAPreset, detail: t.notAPresetHelp });
    } else {
      await client.call('presets.import', { file: preset });
    }
  };
  const pick = () => {
    pickFiles({ accept: '.json,application/json' }, ([file]) => {
      importFile(file).catch(reportError);
    });
  };
  const entries: MenuEntry[] = [
    { type: 'heading', label: t.builtIn },
    ...presets.filter(({ builtIn }) => builtIn).map(apply),
    ...(own.length === 0 ? [] : [{ type: 'heading' as const, label: t.own }, ...own.map(apply)]),
    { type: 'rule' },
    { label: t.savePreset, icon: <Save />, run: () => setSaving(true) },
    { label: t.importPreset, icon: <Upload />, run: pick },
    {
      type: 'submenu',
      label: t.exportPreset,
      icon: <Download />,
      entries: presets.map((preset) => ({
        label: nameOf(preset),
        run: () =>
          attempt(
            client.call('presets.export', { presetId: preset.id }).then((file) => downloadPreset(file)),
          ),
      })),
    },
    ...(own.length === 0
      ? []
      : [
          {
            type: 'submenu' as const,
            label: t.removePreset,
            icon: <Trash2 />,
            entries: own.map((preset) => ({
              label: preset.name,
              danger: true,
              run: () => attempt(client.call('presets.remove', { presetId: preset.id })),
            })),
          },
        ]),
  ];
  return (
    <>
      <Menu label={t.presets} entries={entries} align="end">
        <button type="button" className="btn ghost sm">
          {t.presets}
          <ChevronDown />
        </button>
      </Menu>
      <SavePreset open={saving} onOpenChange={setSaving} mediaId={media.id} />
    </>
  );
}

/** Key order differs between what was parsed and what was made by hand. */
function sameSettings(preset: Preset, media: MediaItem): boolean {
  const flat = (value: object): string =>
    JSON.stringify(
      Object.entries(value)
        .map(([key, part]: [string, unknown]) => [
          key,
          typeof part === 'object' && part !== null ? flat(part) : part,
        ])
        .sort(),
    );
  return flat(preset.settings) === flat(media.settings);
}
