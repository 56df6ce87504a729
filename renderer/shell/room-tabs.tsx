import { useMirrors } from '../store/topics';
import { useSelection, type Room } from '../store/selection';
import type { LabRun } from '../../preload/contract/studio/lab-run';
import { useFormats } from '../strings/use-formats';
import { useShellStrings } from './strings';

const shown: readonly Room[] = ['compare', 'inspect3d', 'jobs', 'lab'];

/** The rooms, in the middle of the title bar. */
export function RoomTabs() {
  const t = useShellStrings();
  const formats = useFormats();
  const room = useSelection((selection) => selection.room);
  const setRoom = useSelection((selection) => selection.setRoom);
  const empty = useMirrors(({ project }) => (project?.media.length ?? 0) === 0);
  const active = useMirrors(
    ({ jobs }) =>
      jobs?.jobs.filter(({ status }) => ['queued', 'running', 'paused'].includes(status.state)).length ?? 0,
  );
  const labShare = useMirrors(({ lab }) => shareDone(lab?.runs.at(0)?.status));
  return (
    <nav className="tabs" aria-label={t.rooms}>
      {shown.map((name) => (
        <button
          key={name}
          type="button"
          // The 3D room has nothing to show without a clip.
          disabled={empty && name === 'inspect3d'}
          {...(room === name ? { 'aria-current': 'page' as const } : {})}
          onClick={() => setRoom(name)}
        >
          {t[`room ${name}`]}
          {name === 'jobs' && active > 0 ? <span className="count">{active}</span> : null}
          {name === 'lab' && labShare !== undefined ? (
            <span className="count">{formats.percent(labShare)}</span>
          ) : null}
        </button>
      ))}
    </nav>
  );
}

/** 0..1 of a run of the lab that is under way. */
function shareDone(status: LabRun['status'] | undefined): number | undefined {
  return status?.state === 'running' ? status.share : undefined;
}
