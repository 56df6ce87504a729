import { Copy } from 'lucide-react';
import type { ModelItem } from '../../../preload/contract/studio/machine';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useToasts } from '../../store/toasts';
import { useMirrors } from '../../store/topics';
import { useFormats } from '../../strings/use-formats';
import { Badge, Button, IconButton, Skeleton } from '../../ui';
import { AddModel, Catalogue, RemoveModel, useModelStrings } from '../models';
import { useSettingsStrings } from './strings';

/** Every model: what for, whose, how large, and whether it is what it should be. */
export function ModelsPage() {
  const t = useSettingsStrings();
  const client = useClient();
  const models = useMirrors(({ machine }) => machine?.models);
  return (
    <>
      <div className="row settings-tools">
        <p className="grow tx2">{t.modelsText}</p>
        <Button onClick={() => attempt(client.call('machine.inspect', {}))}>{t.check}</Button>
        <AddModel />
      </div>
      {models === undefined ? (
        <Skeleton label={t['page models']} />
      ) : (
        <div
          className="settings-card settings-table"
          tabIndex={0}
          role="region"
          aria-label={t['page models']}
        >
          <table className="tb">
            <thead>
              <tr>
                {[t.model, t.job, t.version, t.licence, t.size, t.hash, t.state, t.origin].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {models.map((model) => (
                <ModelRow key={model.id} model={model} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Catalogue />
    </>
  );
}

function ModelRow({ model }: { readonly model: ModelItem }) {
  const t = useSettingsStrings();
  const own = useModelStrings();
  const formats = useFormats();
  const job = `job ${model.job}`;
  const state = model.state ?? 'unknown';
  const tones = { ok: 'ok', missing: 'err', corrupt: 'err', unknown: 'plain' } as const;
  return (
    <tr>
      <td title={model.source}>{model.name ?? model.id}</td>
      <td>{job in t ? (t[job as keyof typeof t] as string) : model.job}</td>
      <td>{model.version}</td>
      <td>{model.licence}</td>
      <td>{formats.bytes(model.bytes)}</td>
      <td>
        <span className="row settings-hash">
          <code title={model.sha256}>{model.sha256.slice(0, 8)}</code>
          <IconButton
            small
            label={t.copyHash(model.id)}
            icon={<Copy />}
            onClick={() =>
              attempt(
                navigator.clipboard
                  .writeText(model.sha256)
                  .then(() => useToasts.getState().show({ tone: 'ok', title: t.copied, seconds: 2 })),
              )
            }
          />
        </span>
      </td>
      <td>
        <Badge tone={tones[state]}>{t[`model ${state}`]}</Badge>
      </td>
      <td>
        {model.builtIn ? (
          own.builtIn
        ) : (
          <span className="row settings-hash">
            {own.own}
            <RemoveModel model={model} />
          </span>
        )}
      </td>
    </tr>
  );
}
