import { useClient } from '../../client/client-context';
import { reportError } from '../../store/report-error';
import { useToasts } from '../../store/toasts';
import { useMirrors } from '../../store/topics';
import { useWords } from '../../strings/words';
import { Button, Select, Switch } from '../../ui';
import { SettingRow } from './setting-row';
import { useSettingsStrings } from './strings';
import { useSettings } from './use-settings';

const devices = ['auto', 'cpu', 'webgpu', 'cuda', 'directml', 'coreml'] as const;

/** Import, device, updates, panel sizes. */
export function GeneralPage() {
  const t = useSettingsStrings();
  const words = useWords();
  const { settings, change } = useSettings();
  const canUpdate = useMirrors(({ host }) => host?.canUpdate ?? false);
  return (
    <div className="settings-card">
      <SettingRow label={t.analyseOnImport} help={t.analyseOnImportHelp}>
        {(id) => (
          <Switch
            id={id}
            checked={settings.analyseOnImport}
            onChange={(analyseOnImport) => change({ analyseOnImport })}
          />
        )}
      </SettingRow>
      <SettingRow label={t.device} help={t.deviceHelp}>
        <Select
          label={t.device}
          value={settings.device}
          options={devices.map((value) => ({ value, label: words[`device ${value}`] }))}
          onChange={(device) => change({ device })}
        />
      </SettingRow>
      {canUpdate ? <UpdatesRow /> : null}
      <SettingRow label={t.layout} help={t.layoutHelp}>
        <Button
          disabled={Object.keys(settings.layout).length === 0}
          onClick={() => {
            change({ layout: {} });
            useToasts.getState().show({ tone: 'ok', title: t.layoutReset, seconds: 3 });
          }}
        >
          {t.resetLayout}
        </Button>
      </SettingRow>
    </div>
  );
}

function UpdatesRow() {
  const t = useSettingsStrings();
  const client = useClient();
  const { settings, change } = useSettings();
  const check = () => {
    client
      .call('shell.checkForUpdates', {})
      .then(({ state, version }) => {
        const title = {
          none: t.updateNone,
          available: t.updateAvailable(version ?? ''),
          unsupported: t.updateUnsupported,
        }[state];
        useToasts.getState().show({ tone: 'info', title });
      })
      .catch(reportError);
  };
  return (
    <SettingRow label={t.updates} help={t.updatesHelp}>
      {(id) => (
        <span className="row">
          <Button size="small" onClick={check}>
            {t.checkNow}
          </Button>
          <Switch
            id={id}
            checked={settings.checkForUpdates}
            onChange={(checkForUpdates) => change({ checkForUpdates })}
          />
        </span>
      )}
    </SettingRow>
  );
}
