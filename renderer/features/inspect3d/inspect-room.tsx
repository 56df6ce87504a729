import { Box, ImageOff, ScanFace } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { useSelectedMedia, useSelectedPerson } from '../../store/selection';
import { Button, EmptyState, ErrorState, Progress, Skeleton } from '../../ui';
import { InspectPanels } from './inspect-panels';
import { useInspectStrings } from './strings';
import { useFaceModel } from './use-face-model';
import { useFaceRig } from './use-face-rig';
import { usePersonData } from './use-person-data';
import './inspect-room.css';
import './frame-pane.css';
import './face-pane.css';
import './prior-layers.css';
import './side-dock.css';
import './curves.css';

/** The 3D inspector: a person's face as the engine fitted it, frame by frame. */
export function InspectRoom() {
  const strings = useInspectStrings();
  const media = useSelectedMedia();
  const person = useSelectedPerson();
  const known = media?.analysis.state === 'done' && person !== undefined;
  // Merging and splitting change which tracks make a person, and so everything that was fitted to them.
  const personKey = person?.tracks.map(({ id }) => id).join('-') ?? '';
  const model = useFaceModel(known ? media : undefined);
  const data = usePersonData(known ? media.id : undefined, person?.id, personKey);
  const face = known ? `${media.id}/${person.id}/${personKey}/${media.settings.faceModel ?? ''}` : undefined;
  const rig = useFaceRig(
    face,
    model.state === 'ready' ? model.value : undefined,
    data.state === 'ready' ? data.value.neutral : undefined,
  );

  let content: ReactNode;
  if (media === undefined) {
    content = <EmptyState icon={<Box />} title={strings.noMedia} text={strings.noMediaText} />;
  } else if (!known) {
    content = <NotYet media={media} />;
  } else if (model.state === 'failed' || data.state === 'failed' || rig.state === 'failed') {
    const failed = [model, data, rig].find((part) => part.state === 'failed');
    content = (
      <ErrorState
        title={strings.loadFailed}
        message={failed?.error instanceof Error ? failed.error.message : ''}
        actions={<Button onClick={() => failed?.retry()}>{strings.again}</Button>}
      />
    );
  } else if (model.state === 'loading' || data.state === 'loading' || rig.state === 'loading') {
    content = (
      <div className="inspect3d-loading">
        <Skeleton label={strings.loading} rows={4} />
      </div>
    );
  } else {
    return (
      <InspectPanels
        key={face}
        media={media}
        person={person}
        personKey={personKey}
        model={model.value}
        data={data.value}
        rig={rig.value}
      />
    );
  }
  return (
    <section className="inspect3d-state" aria-label={strings.room}>
      {content}
    </section>
  );
}

/** What stands in for the face while there is none. */
function NotYet({ media }: { readonly media: MediaItem }) {
  const strings = useInspectStrings();
  const client = useClient();
  const analyse = (label: string): ReactNode => (
    <Button
      tone="primary"
      onClick={() => {
        // A refusal comes back as the item's own state.
        client.call('media.analyse', { mediaId: media.id }).catch(() => undefined);
      }}
    >
      {label}
    </Button>
  );
  if (media.error !== undefined) {
    return <ErrorState title={media.name} message={media.error.message} />;
  }
  const { analysis } = media;
  switch (analysis.state) {
    case 'waiting':
      return (
        <EmptyState
          icon={<ScanFace />}
          title={strings.waiting}
          text={strings.runningText}
          actions={analyse(strings.analyse)}
        />
      );
    case 'running': {
      const { progress } = analysis;
      const share =
        progress === undefined || progress.total === 0 ? undefined : progress.done / progress.total;
      return (
        <EmptyState
          icon={<ScanFace />}
          title={strings.running}
          text={strings.runningText}
          actions={
            <div className="inspect3d-progress">
              <Progress label={strings.running} value={share} />
            </div>
          }
        />
      );
    }
    case 'cancelled':
      return (
        <EmptyState
          icon={<ScanFace />}
          title={strings.cancelled}
          text={strings.cancelledText}
          actions={analyse(strings.analyse)}
        />
      );
    case 'failed':
      return (
        <ErrorState
          title={strings.failed}
          message={analysis.error.message}
          actions={analyse(strings.again)}
        />
      );
    case 'done':
      return <EmptyState icon={<ImageOff />} title={strings.noPeople} text={strings.noPeopleText} />;
  }
}
