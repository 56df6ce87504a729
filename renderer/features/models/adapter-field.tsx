import { useState } from 'react';
import type { AdapterPreset } from '../../../preload/contract/adapter-presets';
import {
  adapterDeclarationSchema,
  type AdapterDeclaration,
  type ModelAdapter,
} from '../../../preload/contract/model-adapter';
import type { ModelProposal } from '../../../preload/contract/model-library';
import { pickFiles } from '../../store/pick-files';
import { reportError } from '../../store/report-error';
import { Button, Field, Select } from '../../ui';
import { presetNames } from './preset-names';
import { useModelStrings } from './strings';

/** A known way, or one of the user's own. */
export type AdapterChoice = AdapterPreset | AdapterDeclaration;

interface AdapterFieldProps {
  readonly proposal: ModelProposal;
  readonly value: AdapterChoice | undefined;
  readonly onChange: (value: AdapterChoice) => void;
}

/** How the network is used: what fits its file, the guess first, or a file that says it. */
export function AdapterField({ proposal, value, onChange }: AdapterFieldProps) {
  const t = useModelStrings();
  const [own, setOwn] = useState<AdapterDeclaration>();
  const [problem, setProblem] = useState<string>();
  const { fitting, adapter, guessedBy } = proposal;
  const read = async (file: File): Promise<void> => {
    const declared = declarationIn(await file.text());
    if (typeof declared === 'string') {
      setProblem(`${t.notAnAdapter}: ${declared}`);
      return;
    }
    setProblem(undefined);
    setOwn(declared);
    onChange(declared);
  };
  const pick = () => {
    pickFiles({ accept: '.json,application/json' }, ([file]) => {
      read(file).catch(reportError);
    });
  };
  const guess = guessedBy === 'name' ? t.guessedName : guessedBy === 'tensors' ? t.guessedTensors : undefined;
  const about =
    adapter === undefined || value === undefined || value !== fitting.at(0)
      ? undefined
      : scopeText(adapter, t);
  const help = value === undefined ? t.nothingFits : [about, guess].filter(Boolean).join('. ');
  return (
    <Field label={t.adapter} help={help === '' ? t.adapterHelp : help} error={problem}>
      <div className="row">
        {fitting.length === 0 && own === undefined ? null : (
          <Select
            label={t.adapter}
            value={typeof value === 'string' ? value : 'own'}
            options={[
              ...fitting.map((preset) => ({ value: preset, label: presetNames[preset] })),
              ...(own === undefined ? [] : [{ value: 'own' as const, label: t.ownAdapter }]),
            ]}
            onChange={(next) => {
              if (next !== 'own') onChange(next);
              else if (own !== undefined) onChange(own);
            }}
          />
        )}
        <Button onClick={pick}>{t.adapterFile}</Button>
      </div>
    </Field>
  );
}

function scopeText(adapter: ModelAdapter, t: ReturnType<typeof useModelStrings>): string {
  switch (adapter.scope) {
    case 'face':
      return t.faceScope(String(adapter.size));
    case 'frame':
      return t.frameScope(String(adapter.factor));
    case 'volume':
      return t.volumeScope(String(adapter.size));
    case 'coefficients':
      return t.coefficientsScope(String(adapter.size));
  }
}

/** The declaration in a text, or what is wrong with it. */
function declarationIn(text: string): AdapterDeclaration | string {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return (error as Error).message;
  }
  const parsed = adapterDeclarationSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return [issue.path.join('.'), issue.message].filter(Boolean).join(': ');
}
