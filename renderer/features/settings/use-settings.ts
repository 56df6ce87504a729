import type { UserSettings } from '../../../preload/contract/studio/user-settings';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useMirrors } from '../../store/topics';

/** The user's settings and what changes them. Drawn only once the settings are there. */
export function useSettings(): {
  readonly settings: UserSettings;
  readonly change: (patch: Partial<UserSettings>) => void;
} {
  const client = useClient();
  const settings = useMirrors((mirrors) => mirrors.settings?.settings);
  if (settings === undefined) throw new Error('settings are drawn before they have come');
  return { settings, change: (patch) => attempt(client.call('settings.change', { patch })) };
}
