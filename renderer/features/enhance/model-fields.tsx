import { useState } from 'react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import type { ModelItem } from '../../../preload/contract/studio/machine';
import { useMirrors } from '../../store/topics';
import { useFormats } from '../../strings/use-formats';
import { Field, Select, Slider } from '../../ui';
import { useEnhanceStrings } from './strings';
import { useChange } from './use-change';

/** The models, where there is a choice: of faces with its own numbers, of whole frames, and the 3D face. */
export function ModelFields({ media }: { readonly media: MediaItem }) {
  const t = useEnhanceStrings();
  const change = useChange(media);
  const { model, upscaler, faceModel } = media.settings;
  const models = useMirrors(({ machine }) => machine?.models) ?? [];
  const restorers = models.filter(({ job }) => job === 'restoration');
  const upscalers = models.filter(({ job }) => job === 'upscaling');
  const faces = models.filter(({ job }) => job === 'morphable-model' || job === networkJob);
  const readByNetwork = faces.some(({ id, job }) => id === faceModel && job === networkJob);
  const chosen = restorers.find(({ id }) => id === model);
  return (
    <>
      {restorers.length < 2 && model === undefined ? null : (
        <Field label={t.model} layout="inline">
          <Select
            label={t.model}
            value={model ?? ''}
            options={[{ value: '', label: t.bestModel }, ...optionsOf(restorers, model)]}
            // The engine takes an empty id as none: what is undefined does not arrive over a wire.
            onChange={(next) => change({ model: next })}
          />
        </Field>
      )}
      {(chosen?.parameters ?? []).map((parameter) => (
        <ParameterField key={`${model} ${parameter.name}`} media={media} parameter={parameter} />
      ))}
      {upscalers.length === 0 && upscaler === undefined ? null : (
        <Field label={t.upscaler} layout="inline">
          <Select
            label={t.upscaler}
            value={upscaler ?? ''}
            options={[{ value: '', label: t.lanczos }, ...optionsOf(upscalers, upscaler)]}
            onChange={(next) => change({ upscaler: next })}
          />
        </Field>
      )}
      {faces.length < 2 && faceModel === undefined ? null : (
        <Field label={t.faceModel} layout="inline" help={readByNetwork ? t.faceNetworkHelp : t.faceModelHelp}>
          <Select
            label={t.faceModel}
            value={faceModel ?? ''}
            options={[
              { value: '', label: t.ownFace },
              ...optionsOf(faces.filter(isUsers), faceModel, t.faceNetwork),
            ]}
            onChange={(next) => change({ faceModel: next })}
          />
        </Field>
      )}
    </>
  );
}

function isUsers({ builtIn }: ModelItem): boolean {
  return !builtIn;
}

/** Of networks that read the numbers of a face model: one is chosen as the 3D face. */
const networkJob = 'face-coefficients';

/** A model that has been removed since stays in the list, so that it can be seen and changed. */
function optionsOf(models: readonly ModelItem[], chosen: string | undefined, aboutNetworks?: string) {
  const lost = chosen !== undefined && models.every(({ id }) => id !== chosen);
  return [
    ...models.map(({ id, name, job, version, state }) => ({
      value: id,
      label: name ?? id,
      detail: job === networkJob ? aboutNetworks : version,
      disabled: state === 'missing' || state === 'corrupt',
    })),
    ...(lost ? [{ value: chosen, label: chosen, disabled: true }] : []),
  ];
}

interface ParameterFieldProps {
  readonly media: MediaItem;
  readonly parameter: NonNullable<ModelItem['parameters']>[number];
}

/** A hundred steps, whatever the range. */
const steps = 100;

function ParameterField({ media, parameter }: ParameterFieldProps) {
  const t = useEnhanceStrings();
  const formats = useFormats();
  const change = useChange(media);
  const { name, min, max } = parameter;
  const { modelParameters } = media.settings;
  const value = modelParameters?.[name] ?? parameter.default;
  const [draft, setDraft] = useState<number>();
  const label = name === 'fidelity' ? t.fidelity : name;
  const format = (shown: number) => formats.number(shown, 2);
  return (
    <Field
      label={label}
      value={format(draft ?? value)}
      help={name === 'fidelity' ? t.fidelityHelp : undefined}
    >
      <Slider
        label={label}
        {...{ value, min, max, format }}
        step={(max - min) / steps}
        onDraft={setDraft}
        onChange={(next) => {
          setDraft(undefined);
          // Without the noise of binary fractions.
          change({ modelParameters: { ...modelParameters, [name]: Number(next.toFixed(6)) } });
        }}
      />
    </Field>
  );
}
