import { useState } from 'react';
import { useFormats } from '../../strings/use-formats';
import { Segmented, Select, Slider } from '../../ui';
import { SettingRow } from './setting-row';
import { useSettingsStrings } from './strings';
import { useSettings } from './use-settings';

const themes = ['dark', 'light', 'system'] as const;
const motions = ['system', 'on', 'off'] as const;
const times = ['timecode', 'frames'] as const;

/** Theme, size, motion, language, how time is written. */
export function AppearancePage() {
  const t = useSettingsStrings();
  const formats = useFormats();
  const { settings, change } = useSettings();
  const [scale, setScale] = useState<number>();
  return (
    <div className="settings-card">
      <SettingRow label={t.theme}>
        <Segmented
          label={t.theme}
          value={settings.theme}
          options={themes.map((value) => ({ value, label: t[`theme ${value}`] }))}
          onChange={(theme) => change({ theme })}
        />
      </SettingRow>
      <SettingRow label={t.uiScale} help={t.uiScaleHelp}>
        <span className="row setting-slider">
          <Slider
            label={t.uiScale}
            min={80}
            max={160}
            step={5}
            value={Math.round(settings.uiScale * 100)}
            format={(value) => `${value} %`}
            onDraft={setScale}
            onChange={(value) => {
              setScale(undefined);
              change({ uiScale: value / 100 });
            }}
          />
          <span className="num">{formats.percent((scale ?? settings.uiScale * 100) / 100)}</span>
        </span>
      </SettingRow>
      <SettingRow label={t.motion} help={t.motionHelp}>
        <Segmented
          label={t.motion}
          value={settings.reducedMotion}
          options={motions.map((value) => ({ value, label: t[`motion ${value}`] }))}
          onChange={(reducedMotion) => change({ reducedMotion })}
        />
      </SettingRow>
      <SettingRow label={t.language}>
        <Select
          label={t.language}
          value={settings.language}
          options={[
            { value: 'system', label: t.languageSystem },
            // A language is named in itself, so that who cannot read the others finds it.
            { value: 'en', label: 'English' },
            { value: 'de', label: 'Deutsch' },
          ]}
          onChange={(language) => change({ language })}
        />
      </SettingRow>
      <SettingRow label={t.time} help={t.timeHelp}>
        <Segmented
          label={t.time}
          value={settings.timeDisplay}
          options={times.map((value) => ({ value, label: t[`time ${value}`] }))}
          onChange={(timeDisplay) => change({ timeDisplay })}
        />
      </SettingRow>
    </div>
  );
}
