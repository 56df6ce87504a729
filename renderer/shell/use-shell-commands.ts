import { useClient } from '../client/client-context';
import { useCommands } from '../commands/command-registry';
import { attempt } from '../store/report-error';
import { useSelection, type Room } from '../store/selection';
import { useMirrors } from '../store/topics';
import { useChangeNames } from './change-names';
import { useShellStrings } from './strings';

/** Commands of the window itself: rooms, undo, theme. */
export function useShellCommands(): void {
  const t = useShellStrings();
  const names = useChangeNames();
  const client = useClient();
  const setRoom = useSelection((selection) => selection.setRoom);
  const project = useMirrors((mirrors) => mirrors.project);
  const empty = (project?.media.length ?? 0) === 0;
  useCommands([
    room('compare', ['mod+1']),
    { ...room('inspect3d', ['mod+2']), disabled: empty },
    room('jobs', ['mod+3']),
    room('lab', ['mod+4']),
    room('settings', ['mod+,']),
    {
      id: 'project.undo',
      title: names.undo(project?.undo),
      group: t.groupProject,
      keys: ['mod+z'],
      disabled: project?.undo === undefined,
      run: () => attempt(client.call('project.undo', {})),
    },
    {
      id: 'project.redo',
      title: names.redo(project?.redo),
      group: t.groupProject,
      keys: ['mod+shift+z', 'mod+y'],
      disabled: project?.redo === undefined,
      run: () => attempt(client.call('project.redo', {})),
    },
    {
      id: 'project.new',
      title: t.newProject,
      group: t.groupProject,
      run: () => attempt(client.call('project.new', {})),
    },
    {
      id: 'settings.theme',
      title: t.toggleTheme,
      group: t.settings,
      run: () => {
        const theme = document.documentElement.dataset.theme === 'light' ? 'dark' : 'light';
        attempt(client.call('settings.change', { patch: { theme } }));
      },
    },
  ]);

  function room(name: Room, keys: readonly string[]) {
    return {
      id: `room.${name}`,
      title: t.goTo(t[`room ${name}`]),
      group: t.groupRooms,
      keys,
      run: () => setRoom(name),
    };
  }
}
