import { useMirrors } from '../../store/topics';
import { formatTick } from '../playback/timecode';
import { rulerTicks, xOfEdge } from './time-scale';
import { useTrack } from './track-context';

/** Times or frame numbers above the lanes. */
export function Ruler() {
  const { view, width, framesPerSecond } = useTrack();
  const display = useMirrors((mirrors) => mirrors.settings?.settings.timeDisplay ?? 'timecode');
  const { step, ticks } = rulerTicks(view, width, framesPerSecond, display === 'frames' ? 64 : 80);
  return (
    <div className="tl-ruler" aria-hidden>
      {ticks.map(({ frame, isLabelled }) => (
        <span key={frame} className={isLabelled ? '' : 'minor'} style={{ left: xOfEdge(frame, view, width) }}>
          {isLabelled && (display === 'frames' ? frame : formatTick(frame, framesPerSecond, step))}
        </span>
      ))}
    </div>
  );
}
