import { Box, Crosshair, ImageUp, Merge, Split, UserCheck, Users } from 'lucide-react';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import { frameRateOf, usePlayback } from '../../store/playback';
import { attempt } from '../../store/report-error';
import { useSelection } from '../../store/selection';
import { useMirrors } from '../../store/topics';
import { formatTimecode } from '../../strings/formats';
import type { MenuEntry } from '../../ui';
import { usePeopleStrings } from './strings';

/** What can be done with a person: look at them, choose only them, say that two are one or that one is two. */
export function usePersonActions(media: MediaItem, person: PersonItem): readonly MenuEntry[] {
  const t = usePeopleStrings();
  const client = useClient();
  const asFrames = useMirrors(({ settings }) => settings?.settings.timeDisplay === 'frames');
  const { selectPerson, setRoom } = useSelection.getState();
  const ids = { mediaId: media.id, personId: person.id };
  const sources = useOtherMedia(media);
  const others = media.people.filter(({ id }) => id !== person.id);
  const moment = (frame: number) => (asFrames ? String(frame) : formatTimecode(frame, frameRateOf(media)));
  const enableOnly = (wanted: (id: number) => boolean) => {
    for (const { id, enabled } of media.people) {
      if (enabled !== wanted(id)) {
        attempt(client.call('people.change', { mediaId: media.id, personId: id, enabled: wanted(id) }));
      }
    }
  };
  return [
    {
      label: t.goToBest,
      icon: <Crosshair />,
      run: () => {
        selectPerson(person.id);
        usePlayback.getState().seek(person.bestFrame);
      },
    },
    {
      label: t.inspect,
      icon: <Box />,
      run: () => {
        selectPerson(person.id);
        setRoom('inspect3d');
      },
    },
    {
      type: 'submenu',
      label: t.guide,
      icon: <ImageUp />,
      entries:
        sources.length === 0
          ? [{ label: t.noOtherMedia, disabled: true, run: () => undefined }]
          : sources.map((source) => {
              const chosen = person.references.map(({ mediaId }) => mediaId);
              const checked = chosen.includes(source.id);
              const references = checked ? chosen.filter((id) => id !== source.id) : [...chosen, source.id];
              return {
                label: source.name,
                checked,
                run: () => attempt(client.call('people.change', { ...ids, references })),
              };
            }),
    },
    ...(others.length === 0
      ? []
      : [
          { type: 'rule' as const },
          { label: t.onlyThis, icon: <UserCheck />, run: () => enableOnly((id) => id === person.id) },
          { label: t.all, icon: <Users />, run: () => enableOnly(() => true) },
          { type: 'rule' as const },
          {
            type: 'submenu' as const,
            label: t.merge,
            icon: <Merge />,
            entries: others.map((other) => ({
              label: other.name,
              run: () =>
                attempt(client.call('people.merge', { ...ids, personId: other.id, from: [person.id] })),
            })),
          },
        ]),
    ...(person.tracks.length < 2
      ? []
      : [
          {
            type: 'submenu' as const,
            label: t.split,
            icon: <Split />,
            entries: person.tracks.map((track) => ({
              label: t.track(moment(track.firstFrame), moment(track.lastFrame)),
              run: () => attempt(client.call('people.split', { ...ids, tracks: [track.id] })),
            })),
          },
        ]),
  ];
}

/** The other photos and clips of the project, photos first. */
function useOtherMedia(media: MediaItem): readonly MediaItem[] {
  const all = useMirrors(({ project }) => project?.media) ?? [];
  const others = all.filter(({ id, info }) => info !== undefined && id !== media.id);
  const isPhoto = ({ info }: MediaItem) => info?.kind === 'image';
  return [...others.filter(isPhoto), ...others.filter((one) => !isPhoto(one))];
}
