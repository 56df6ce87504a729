import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { useDestination } from '../../store/destination';
import { reportError } from '../../store/report-error';
import { useSelection } from '../../store/selection';
import { useToasts } from '../../store/toasts';
import { useMirrors } from '../../store/topics';
import { useEnhanceStrings } from './strings';

/** Queues clips as they now are. */
export function useAddJob() {
  const t = useEnhanceStrings();
  const client = useClient();

  const add = async (items: readonly MediaItem[]): Promise<void> => {
    const folderId = useDestination.getState().folder?.id;
    for (const { id } of items) {
      await client.call('jobs.add', { mediaId: id, ...(folderId === undefined ? {} : { folderId }) });
    }
  };

  return {
    /** Queues and stays. */
    queue: (items: readonly MediaItem[]) => {
      add(items)
        .then(() => {
          useToasts.getState().show({
            tone: 'ok',
            title: items.length === 1 ? t.added(items[0].name) : t.addedMany(items.length),
            actions: [{ label: t.showJobs, run: () => useSelection.getState().setRoom('jobs') }],
          });
        })
        .catch(reportError);
    },
    /** Queues, starts the queue where it is paused, and shows it. */
    enhance: (item: MediaItem) => {
      add([item])
        .then(async () => {
          if (useMirrors.getState().jobs?.paused === true) await client.call('jobs.resumeAll', {});
          useSelection.getState().setRoom('jobs');
        })
        .catch(reportError);
    },
  };
}

/** Whether a job can be made of it. */
export function canEnhance(item: MediaItem | undefined): item is MediaItem {
  return item?.info !== undefined && item.error === undefined;
}
