import { RefreshCw, RotateCcw, ScanFace, Square, Trash2 } from 'lucide-react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import type { MenuEntry } from '../../ui';
import { useImportStrings } from './strings';

/** What can be done with a clip as it now is. */
export function useMediaActions(): (item: MediaItem) => readonly MenuEntry[] {
  const t = useImportStrings();
  const client = useClient();
  return (item) => {
    const analyse = (fresh: boolean) => attempt(client.call('media.analyse', { mediaId: item.id, fresh }));
    const { state } = item.analysis;
    const busy = state === 'running' || state === 'waiting';
    const analysis: MenuEntry[] =
      item.error !== undefined
        ? [{ label: t.analyseAgain, icon: <RefreshCw />, run: () => analyse(true) }]
        : busy
          ? [
              ...(state === 'waiting'
                ? [{ label: t.analyse, icon: <ScanFace />, run: () => analyse(false) }]
                : []),
              {
                label: t.cancelAnalysis,
                icon: <Square />,
                run: () => attempt(client.call('media.cancelAnalysis', { mediaId: item.id })),
              },
            ]
          : state === 'done'
            ? [{ label: t.analyseFresh, icon: <RotateCcw />, run: () => analyse(true) }]
            : [{ label: t.analyse, icon: <ScanFace />, run: () => analyse(false) }];
    return [
      ...analysis,
      { type: 'rule' },
      {
        label: t.removeFromProject,
        icon: <Trash2 />,
        danger: true,
        run: () => attempt(client.call('media.remove', { mediaId: item.id })),
      },
    ];
  };
}
