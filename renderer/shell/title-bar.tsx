import { Settings } from 'lucide-react';
import { useKeysShown } from '../commands/use-keys-shown';
import { EnhanceButton } from '../features/enhance';
import { AddMediaButton } from '../features/import';
import { useSelection } from '../store/selection';
import { useMirrors } from '../store/topics';
import { IconButton } from '../ui';
import { DeviceChip } from './device-chip';
import { Mark } from './mark';
import { ProjectMenu } from './project-menu';
import { RoomTabs } from './room-tabs';
import { useShellStrings } from './strings';
import { UndoButtons } from './undo-buttons';

/** Project at the left, rooms in the middle, device and the next action at the right. */
export function TitleBar() {
  const t = useShellStrings();
  const room = useSelection((selection) => selection.room);
  const setRoom = useSelection((selection) => selection.setRoom);
  const empty = useMirrors(({ project }) => (project?.media.length ?? 0) === 0);
  return (
    <header className="title">
      <div className="side">
        <Mark />
        <ProjectMenu />
        <span className="sep" />
        <UndoButtons />
      </div>
      <RoomTabs />
      <div className="side end">
        <DeviceChip />
        <IconButton
          label={t.settings}
          icon={<Settings />}
          keys={useKeysShown('room.settings')}
          pressed={room === 'settings'}
          onClick={() => setRoom(room === 'settings' ? 'compare' : 'settings')}
        />
        {empty || room === 'lab' ? null : room === 'jobs' ? <AddMediaButton /> : <EnhanceButton />}
      </div>
    </header>
  );
}
