import { ChevronDown } from 'lucide-react';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { useSelection } from '../../store/selection';
import { Menu } from '../../ui';
import { useInspectStrings } from './strings';

/** Whose face is shown; a menu where there are several people. */
export function PersonPicker({ media, person }: { readonly media: MediaItem; readonly person: PersonItem }) {
  const strings = useInspectStrings();
  if (media.people.length < 2) {
    return (
      <span className="inspect3d-who">
        <Avatar mediaId={media.id} person={person} />
        <span className="ell">{person.name}</span>
      </span>
    );
  }
  return (
    <Menu
      label={strings.person}
      align="end"
      entries={media.people.map((other) => ({
        label: other.name,
        icon: <Avatar mediaId={media.id} person={other} />,
        checked: other.id === person.id,
        run: () => {
          useSelection.getState().selectPerson(other.id);
        },
      }))}
    >
      <button
        type="button"
        className="btn ghost sm inspect3d-who"
        aria-label={`${strings.person}: ${person.name}`}
      >
        <Avatar mediaId={media.id} person={person} />
        <span className="ell">{person.name}</span>
        <ChevronDown />
      </button>
    </Menu>
  );
}

function Avatar({ mediaId, person }: { readonly mediaId: string; readonly person: PersonItem }) {
  const client = useClient();
  return (
    <span className={`av inspect3d-avatar p${(person.hue % 3) + 1}`}>
      <img src={client.resourceUrl(resourcePaths.avatar(mediaId, person.id))} alt="" />
    </span>
  );
}
