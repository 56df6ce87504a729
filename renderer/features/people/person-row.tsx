import { Ellipsis, ImageUp, X } from 'lucide-react';
import { useState } from 'react';
import type { MediaItem, PersonItem } from '../../../preload/contract/studio/media-item';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useSelection } from '../../store/selection';
import { ContextMenu, EditableName, IconButton, Menu, Slider, Switch } from '../../ui';
import { hueClass } from '../../ui/person-hue';
import { usePeopleStrings } from './strings';
import { usePersonActions } from './use-person-actions';

export interface PersonRowProps {
  readonly media: MediaItem;
  readonly person: PersonItem;
  readonly selected: boolean;
}

/** One person: face, name, on or off, strength. */
export function PersonRow({ media, person, selected }: PersonRowProps) {
  const t = usePeopleStrings();
  const client = useClient();
  const selectPerson = useSelection((selection) => selection.selectPerson);
  const entries = usePersonActions(media, person);
  const percent = Math.round(person.strength * 100);
  const [draft, setDraft] = useState<number>();
  const change = (patch: { name?: string; enabled?: boolean; strength?: number; references?: [] }) =>
    attempt(client.call('people.change', { mediaId: media.id, personId: person.id, ...patch }));
  return (
    <ContextMenu label={t.menuOf(person.name)} entries={entries}>
      <li className={`li people-row ${hueClass(person.hue)}`} data-selected={selected}>
        <button
          type="button"
          className={person.enabled ? 'av people-pick' : 'av people-pick off'}
          aria-label={t.select(person.name)}
          aria-pressed={selected}
          onClick={() => selectPerson(person.id)}
        >
          <img
            src={client.resourceUrl(resourcePaths.avatar(media.id, person.id))}
            alt=""
            loading="lazy"
            draggable={false}
          />
        </button>
        <div className="grow people-body">
          <div className="row">
            <span className="grow people-name">
              <EditableName
                value={person.name}
                label={t.rename(person.name)}
                className={selected ? 'b' : ''}
                onChange={(name) => change({ name })}
              />
            </span>
            <Menu label={t.menuOf(person.name)} entries={entries} align="end">
              <IconButton small className="people-more" label={t.menuOf(person.name)} icon={<Ellipsis />} />
            </Menu>
            <Switch
              label={t.enhance(person.name)}
              checked={person.enabled}
              onChange={(enabled) => change({ enabled })}
            />
          </div>
          <div className="row">
            <Slider
              label={t.strength(person.name)}
              value={percent}
              disabled={!person.enabled}
              colour="var(--p)"
              onDraft={setDraft}
              onChange={(strength) => {
                setDraft(undefined);
                change({ strength: strength / 100 });
              }}
            />
            <span className="num tx2 people-value">{draft ?? percent}</span>
          </div>
          {person.references.length === 0 ? null : (
            <div className="row people-guide">
              <ImageUp />
              <span className="grow">{t.guidedBy(person.references.map(({ name }) => name).join(', '))}</span>
              <IconButton small label={t.unguide} icon={<X />} onClick={() => change({ references: [] })} />
            </div>
          )}
        </div>
      </li>
    </ContextMenu>
  );
}
