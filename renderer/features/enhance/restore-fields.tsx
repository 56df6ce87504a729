import { useState } from 'react';
import type { EnhanceSettings } from '../../../preload/contract/studio/enhance-settings';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useMirrors } from '../../store/topics';
import { useWords } from '../../strings/words';
import { Field, Segmented, Select, Slider, Switch } from '../../ui';
import { ModelFields } from './model-fields';
import { useEnhanceStrings } from './strings';
import { useChange } from './use-change';
import { VividnessField } from './vividness-field';

const tasks = ['restore', 'sr', 'deblur'] as const;
const scales = ['1', '2', '4', '8'] as const;
const priors = ['none', 'coeff', 'render', 'both'] as const;

/** Task, scale, prior, strength, vividness, thoroughness, model, device. */
export function RestoreFields({ media }: { readonly media: MediaItem }) {
  const t = useEnhanceStrings();
  const words = useWords();
  const change = useChange(media);
  const { settings } = media;
  const [draft, setDraft] = useState<number>();
  const strength = Math.round(settings.strength * 100);
  return (
    <>
      <Field label={t.task}>
        <Segmented
          tight
          label={t.task}
          value={settings.task}
          options={tasks.map((value) => ({
            value,
            label: words[`task ${value}`],
            title: t[`about ${value}`],
          }))}
          // To super-resolve at the same size would be to restore.
          onChange={(task) => change(task === 'sr' && settings.scale === 1 ? { task, scale: 2 } : { task })}
        />
      </Field>
      <Field label={t.scale}>
        <Segmented
          label={t.scale}
          value={String(settings.scale) as (typeof scales)[number]}
          options={scales.map((value) => ({ value, label: `×${value}` }))}
          onChange={(scale) => change({ scale: Number(scale) as EnhanceSettings['scale'] })}
        />
      </Field>
      <Field label={t.prior}>
        <Segmented
          tight
          label={t.prior}
          value={settings.prior}
          options={priors.map((value) => ({
            value,
            label: words[`prior ${value}`],
            title: t[`about ${value}`],
          }))}
          onChange={(prior) => change({ prior })}
        />
      </Field>
      <Field label={t.strength} value={draft ?? strength}>
        <Slider
          label={t.strength}
          value={strength}
          onDraft={setDraft}
          onChange={(value) => {
            setDraft(undefined);
            change({ strength: value / 100 });
          }}
        />
      </Field>
      <VividnessField media={media} />
      {media.info?.kind === 'image' ? null : (
        <Field label={t.thorough} layout="inline">
          {(id) => (
            <span className="row" title={t.thoroughHelp}>
              <Switch id={id} checked={settings.thorough} onChange={(thorough) => change({ thorough })} />
            </span>
          )}
        </Field>
      )}
      <ModelFields media={media} />
      <Field label={t.device} layout="inline">
        <DeviceSelect value={settings.device} onChange={(device) => change({ device })} />
      </Field>
    </>
  );
}

interface DeviceSelectProps {
  readonly value: EnhanceSettings['device'];
  readonly onChange: (device: EnhanceSettings['device']) => void;
}

function DeviceSelect({ value, onChange }: DeviceSelectProps) {
  const t = useEnhanceStrings();
  const words = useWords();
  const chosen = useMirrors(({ machine }) => machine?.device?.chosen);
  const platform = useMirrors(({ machine }) => machine?.platform ?? '');
  const devices: EnhanceSettings['device'][] = ['auto', 'cpu', 'webgpu'];
  if (/linux|win/i.test(platform)) devices.push('cuda');
  if (/^win/i.test(platform)) devices.push('directml');
  if (/darwin|mac/i.test(platform)) devices.push('coreml');
  if (!devices.includes(value)) devices.push(value);
  return (
    <Select
      label={t.device}
      value={value}
      options={devices.map((device) => ({
        value: device,
        label: words[`device ${device}`],
        detail: device === 'auto' && chosen !== undefined ? words[`device ${chosen}`] : undefined,
      }))}
      onChange={onChange}
    />
  );
}
