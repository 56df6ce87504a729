import { useCommands } from '../../commands/command-registry';
import { useKeysShown } from '../../commands/use-keys-shown';
import { useSelectedMedia } from '../../store/selection';
import { useMirrors } from '../../store/topics';
import { Button, Kbd } from '../../ui';
import { useEnhanceStrings } from './strings';
import { canEnhance, useAddJob } from './use-add-job';

/** The one next action: queue the selected clip and start. */
export function EnhanceButton() {
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
  const keys = useKeysShown('enhance.start');
  return (
    <Button
      tone="primary"
      disabled={!ready}
      title={t.enhanceHint}
      onClick={() => {
        if (canEnhance(media)) enhance(media);
      }}
    >
      {t.enhance}
      {keys === undefined ? null : <Kbd keys={keys} />}
    </Button>
  );
}
