import { useKeysShown } from '../../commands/use-keys-shown';
import { useSelectedMedia } from '../../store/selection';
import { Button, Kbd } from '../../ui';
import { useEnhanceStrings } from './strings';
import { canEnhance, useAddJob } from './use-add-job';

/** The one next action: queue the selected clip and start. */
export function EnhanceButton() {
  const t = useEnhanceStrings();
  const media = useSelectedMedia();
  const { enhance } = useAddJob();
  const keys = useKeysShown('enhance.start');
  return (
    <Button
      tone="primary"
      disabled={!canEnhance(media)}
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
