import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useSelectedMedia } from '../../store/selection';
import { Button, EmptyState, Section } from '../../ui';
import { EstimateView } from './estimate-view';
import { OutputFields } from './output-fields';
import { PresetsMenu } from './presets-menu';
import { RestoreFields } from './restore-fields';
import { useEnhanceStrings } from './strings';
import './enhance.css';

/** How the selected clip is to be enhanced and written, and what that would take. */
export function EnhancePanel() {
  const t = useEnhanceStrings();
  const client = useClient();
  const media = useSelectedMedia();
  if (media?.info === undefined) {
    return (
      <Section title={t.enhance}>
        <EmptyState title={media?.name ?? t.enhance} text={t.noMedia} />
      </Section>
    );
  }
  return (
    <>
      <div className="enhance-scroll">
        <Section
          title={t.enhance}
          body="padded"
          actions={
            <>
              <PresetsMenu media={media} />
              <Button
                tone="ghost"
                size="small"
                onClick={() => attempt(client.call('media.resetSettings', { mediaId: media.id }))}
              >
                {t.reset}
              </Button>
            </>
          }
        >
          <RestoreFields media={media} />
        </Section>
        <Section title={t.output} body="padded">
          <OutputFields media={media} info={media.info} />
        </Section>
      </div>
      <EstimateView media={media} />
    </>
  );
}
