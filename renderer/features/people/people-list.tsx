import { ScanFace, UserRound } from 'lucide-react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useSelectedMedia, useSelectedPerson } from '../../store/selection';
import { errorStrings } from '../../strings/error-strings';
import { errorRemedy } from '../../strings/error-texts';
import { Button, EmptyState, ErrorState, Progress, Section } from '../../ui';
import { PersonRow } from './person-row';
import { usePeopleStrings } from './strings';
import './people.css';

/** Everyone in the selected clip: who is enhanced, and how strongly. */
export function PeopleList() {
  const t = usePeopleStrings();
  const media = useSelectedMedia();
  const person = useSelectedPerson();
  const people = media?.people ?? [];
  return (
    <Section title={t.people} count={people.length > 0 ? people.length : undefined} height="grow">
      {media === undefined ? null : people.length > 0 ? (
        <>
          <ul aria-label={t.list} className="people-rows">
            {people.map((item) => (
              <PersonRow key={item.id} media={media} person={item} selected={item.id === person?.id} />
            ))}
          </ul>
          {media.unknownFaces > 0 ? <p className="people-note">{t.unknown(media.unknownFaces)}</p> : null}
        </>
      ) : (
        <NoPeople media={media} />
      )}
    </Section>
  );
}

function NoPeople({ media }: { readonly media: MediaItem }) {
  const t = usePeopleStrings();
  const errors = errorStrings();
  const client = useClient();
  const { analysis } = media;
  if (media.error !== undefined) return null;
  const analyse = () => attempt(client.call('media.analyse', { mediaId: media.id }));
  switch (analysis.state) {
    case 'running': {
      const { progress } = analysis;
      return (
        <EmptyState
          icon={<ScanFace />}
          title={t.analysingTitle}
          text={t.analysingText}
          actions={
            <div className="people-progress">
              <Progress
                label={t.analysingTitle}
                value={
                  progress === undefined || progress.total <= 0 ? undefined : progress.done / progress.total
                }
              />
              <Button
                size="small"
                onClick={() => attempt(client.call('media.cancelAnalysis', { mediaId: media.id }))}
              >
                {t.stop}
              </Button>
            </div>
          }
        />
      );
    }
    case 'done':
      return <EmptyState icon={<UserRound />} title={t.noneTitle} text={t.noneText} />;
    case 'failed':
      return (
        <ErrorState
          title={t.failedTitle}
          message={analysis.error.message}
          remedy={errorRemedy(analysis.error.code, errors)}
          actions={
            <Button size="small" onClick={analyse}>
              {t.again}
            </Button>
          }
        />
      );
    case 'waiting':
    case 'cancelled':
      return (
        <EmptyState
          icon={<UserRound />}
          title={t.waitingTitle}
          text={t.waitingText}
          actions={
            <Button size="small" onClick={analyse}>
              {t.analyse}
            </Button>
          }
        />
      );
  }
}
