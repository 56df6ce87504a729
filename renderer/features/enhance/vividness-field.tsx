import { useState } from 'react';
import { bestRestorer } from '../../../preload/contract/best-restorer';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useMirrors } from '../../store/topics';
import { Field, Slider } from '../../ui';
import { useEnhanceStrings } from './strings';
import { useChange } from './use-change';

/** From faithful to vivid; only where the chosen network has vivid weights. */
export function VividnessField({ media }: { readonly media: MediaItem }) {
  const t = useEnhanceStrings();
  const change = useChange(media);
  const { task, model, vividness } = media.settings;
  const models = useMirrors(({ machine }) => machine?.models);
  const [draft, setDraft] = useState<number>();
  const own = (models ?? []).filter(({ job, builtIn }) => job === 'restoration' && builtIn);
  const chosen = model === undefined ? bestRestorer(own, task) : models?.find(({ id }) => id === model);
  if (chosen?.vivid === undefined) return null;
  const percent = Math.round(vividness * 100);
  return (
    <Field label={t.vividness} value={draft ?? percent} help={t.vividnessHelp}>
      <Slider
        label={t.vividness}
        value={percent}
        onDraft={setDraft}
        onChange={(value) => {
          setDraft(undefined);
          change({ vividness: value / 100 });
        }}
      />
    </Field>
  );
}
