import { useShallow } from 'zustand/react/shallow';
import { keysOf } from '../commands/bindings';
import { useCommandRegistry } from '../commands/command-registry';
import { isMac, showKeys } from '../commands/key-chord';
import { useSelection, type Room } from '../store/selection';
import { useMirrors } from '../store/topics';
import { useFormats } from '../strings/use-formats';
import { Kbd } from '../ui';
import { useShellStrings } from './strings';

/** Which commands' keys are worth showing in each room; those that are not offered are left out. */
const hints: Readonly<Record<Room | 'welcome', readonly string[]>> = {
  welcome: ['media.open', 'palette.open', 'help.shortcuts'],
  compare: [
    'playback.toggle',
    'playback.nextFrame',
    'compare.mode.wipe',
    'compare.mode.blink',
    'playback.nextWorst',
    'media.open',
    'palette.open',
    'help.shortcuts',
  ],
  inspect3d: ['inspect3d.look.front', 'inspect3d.mesh', 'inspect3d.reset', 'palette.open', 'help.shortcuts'],
  jobs: ['jobs.pauseOrResume', 'jobs.up', 'jobs.moveUp', 'jobs.compare', 'jobs.remove', 'palette.open'],
  lab: ['lab.new', 'lab.start', 'lab.previous', 'lab.next', 'lab.source', 'lab.size', 'palette.open'],
  settings: ['palette.open', 'help.shortcuts'],
};

/** Keys that help here at the left, what is going on at the right. */
export function StatusBar() {
  const t = useShellStrings();
  const formats = useFormats();
  const room = useSelection((selection) => selection.room);
  const empty = useMirrors(({ project }) => (project?.media.length ?? 0) === 0);
  const edits = useMirrors(({ settings }) => settings?.settings.shortcuts);
  const wanted = hints[empty && room === 'compare' ? 'welcome' : room];
  const offered = useCommandRegistry(
    useShallow(({ commands }) =>
      wanted.flatMap((id) => {
        const command = commands.get(id);
        return command === undefined || command.disabled === true ? [] : [command];
      }),
    ),
  );
  const running = useMirrors(({ jobs }) => jobs?.jobs.find(({ status }) => status.state === 'running'));
  const stage = running?.stages.find(({ state }) => state === 'running');
  return (
    <footer className="status" aria-label={t.statusBar}>
      {offered.map((command) => {
        const keys = keysOf(command, edits ?? {}).at(0);
        return keys === undefined ? null : (
          <span key={command.id} className="hint">
            <Kbd keys={showKeys(keys, isMac)} />
            {command.title}
          </span>
        );
      })}
      <span className="grow" />
      {running === undefined ? (
        <span>{t.stays}</span>
      ) : (
        <span>
          {t.running(
            running.mediaName,
            stage === undefined || stage.total === 0 ? '' : formats.percent(stage.done / stage.total),
          )}
        </span>
      )}
    </footer>
  );
}
