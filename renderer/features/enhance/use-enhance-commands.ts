import { useCommands } from '../../commands/command-registry';
import { useSelectedMedia } from '../../store/selection';
import { useMirrors } from '../../store/topics';
import { useEnhanceStrings } from './strings';
import { canEnhance, useAddJob } from './use-add-job';

/** Enhancing the selected clip, or all of them: in every room, as the native menus offer it in every room. */
export function useEnhanceCommands(): void {
  const t = useEnhanceStrings();
  const media = useSelectedMedia();
  const all = useMirrors(({ project }) => project?.media);
  const { enhance, queue } = useAddJob();
  const ready = canEnhance(media);
  useCommands([
    {
      id: 'enhance.start',
      title: t.enhance,
      group: t.enhanceGroup,
      keys: ['mod+e'],
      disabled: !ready,
      run: () => {
        if (canEnhance(media)) enhance(media);
      },
    },
    {
      id: 'enhance.queue',
      title: t.addToQueue,
      group: t.enhanceGroup,
      keys: ['mod+shift+e'],
      disabled: !ready,
      run: () => {
        if (canEnhance(media)) queue([media]);
      },
    },
    {
      id: 'enhance.queueAll',
      title: t.addAll,
      group: t.enhanceGroup,
      disabled: !(all ?? []).some(canEnhance),
      run: () => queue((all ?? []).filter(canEnhance)),
    },
  ]);
}
