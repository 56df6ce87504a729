import type { EnhanceSettingsPatch } from '../../../preload/contract/studio/enhance-settings';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';

/** Changes settings of a clip. */
export function useChange(media: MediaItem): (patch: EnhanceSettingsPatch) => void {
  const client = useClient();
  return (patch) => attempt(client.call('media.changeSettings', { mediaId: media.id, patch }));
}
