import {
  ChevronDown,
  ChevronFirst,
  ChevronLast,
  ChevronLeft,
  ChevronRight,
  Flag,
  Pause,
  Play,
  Repeat,
} from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { usePlayback } from '../../store/playback';
import { useMirrors } from '../../store/topics';
import { Button, IconButton, Menu } from '../../ui';
import { formatTimecode, parsePlace } from '../playback/timecode';
import { useTimelineStrings } from './strings';
import { framesAtPercent, zoomAround, zoomPercent } from './time-scale';
import { speeds, useTimeline } from './timeline-store';
import { seekWorst, type Worst } from './use-worst';

const icon = { size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const;

export interface TransportProps {
  readonly frameCount: number;
  readonly framesPerSecond: number;
  readonly worst: Worst;
}

/** Where we are, the transport, and how fast and how closely the clip is looked at. */
export function Transport({ frameCount, framesPerSecond, worst }: TransportProps) {
  const strings = useTimelineStrings();
  const playing = usePlayback((playback) => playback.playing);
  const rate = usePlayback((playback) => playback.rate);
  const loop = usePlayback((playback) => playback.loop);
  const speed = useTimeline((timeline) => timeline.speed);
  const playback = usePlayback.getState();
  const isStill = frameCount < 2;
  const step = (by: number) => {
    playback.pause();
    playback.seek(Math.min(frameCount - 1, usePlayback.getState().frame + by));
  };
  const shown = playing ? rate : speed;
  return (
    <div className="tl-bar">
      {isStill ? <span /> : <PlaceReadOut frameCount={frameCount} framesPerSecond={framesPerSecond} />}
      <div className="row tl-transport" role="group" aria-label={strings.playback}>
        <IconButton
          label={strings.toStart}
          keys="Home"
          icon={<ChevronFirst {...icon} />}
          disabled={isStill}
          onClick={() => playback.seek(0)}
        />
        <IconButton
          label={strings.previousFrame}
          keys="←"
          icon={<ChevronLeft {...icon} />}
          disabled={isStill}
          onClick={() => step(-1)}
        />
        <IconButton
          className="tl-play"
          label={playing ? strings.pause : strings.play}
          keys="Space"
          icon={playing ? <Pause {...icon} fill="currentColor" /> : <Play {...icon} fill="currentColor" />}
          disabled={isStill}
          onClick={() => (playing ? playback.pause() : playback.play(speed))}
        />
        <IconButton
          label={strings.nextFrame}
          keys="→"
          icon={<ChevronRight {...icon} />}
          disabled={isStill}
          onClick={() => step(1)}
        />
        <IconButton
          label={strings.toEnd}
          keys="End"
          icon={<ChevronLast {...icon} />}
          disabled={isStill}
          onClick={() => playback.seek(frameCount - 1)}
        />
        <span className="sep" />
        <IconButton
          label={strings.loop}
          keys="R"
          icon={<Repeat {...icon} />}
          pressed={loop}
          disabled={isStill}
          onClick={() => playback.setLoop(!loop)}
        />
      </div>
      <div className="row tl-bar-end">
        <Button
          tone="ghost"
          size="small"
          title={strings.nextWorst}
          icon={<Flag size={14} strokeWidth={1.5} aria-hidden />}
          disabled={worst.frames.length === 0}
          onClick={() => seekWorst(worst, 1)}
        >
          {strings.worst}
          <kbd>]</kbd>
        </Button>
        <span className="sep" />
        <Menu
          label={strings.speed}
          align="end"
          entries={speeds.map((value) => ({
            label: `${value}×`,
            checked: value === speed,
            run: () => {
              useTimeline.getState().setSpeed(value);
              if (usePlayback.getState().playing) playback.play(value);
            },
          }))}
        >
          <button
            type="button"
            className="btn ghost sm num tl-speed"
            title={strings.speed}
            disabled={isStill}
          >
            {`${shown}×`}
            <ChevronDown size={12} strokeWidth={1.5} aria-hidden />
          </button>
        </Menu>
        <ZoomSlider frameCount={frameCount} />
      </div>
    </div>
  );
}

function ZoomSlider({ frameCount }: { readonly frameCount: number }) {
  const strings = useTimelineStrings();
  const view = useTimeline((timeline) => timeline.view);
  const percent = zoomPercent(view, frameCount);
  return (
    <input
      type="range"
      className="tl-zoom"
      min={0}
      max={100}
      value={percent}
      disabled={frameCount < 13}
      aria-label={strings.zoom}
      title={strings.zoom}
      style={{ '--v': percent } as React.CSSProperties}
      onChange={(event) => {
        const factor = view.frames / framesAtPercent(Number(event.target.value), frameCount);
        const { frame } = usePlayback.getState();
        useTimeline.getState().setView(zoomAround(view, frame, factor, frameCount));
      }}
    />
  );
}

/** Timecode and frame of the playhead; click to type where to go. */
function PlaceReadOut({
  frameCount,
  framesPerSecond,
}: {
  readonly frameCount: number;
  readonly framesPerSecond: number;
}) {
  const strings = useTimelineStrings();
  const display = useMirrors((mirrors) => mirrors.settings?.settings.timeDisplay ?? 'timecode');
  /** What stands in the field when typing begins; undefined while nothing is typed. */
  const [typed, setTyped] = useState<string>();
  const isTyping = typed !== undefined;
  const main = useRef<HTMLElement>(null);
  const second = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const fill = () => {
      const { frame } = usePlayback.getState();
      const texts = [formatTimecode(frame, framesPerSecond), String(frame)];
      const [first, other] = display === 'frames' ? [texts[1], texts[0]] : texts;
      if (main.current) main.current.textContent = first;
      if (second.current) second.current.textContent = display === 'frames' ? other : strings.frame(frame);
    };
    fill();
    return usePlayback.subscribe(fill);
  }, [framesPerSecond, display, isTyping, strings]);
  const go = (text: string) => {
    const frame = parsePlace(text, framesPerSecond);
    if (frame !== undefined) usePlayback.getState().seek(Math.min(frame, frameCount - 1));
    setTyped(undefined);
  };
  const total = display === 'frames' ? String(frameCount) : formatTimecode(frameCount, framesPerSecond);
  return (
    <div className="row tl-place">
      {isTyping ? (
        <input
          className="inp tl-place-input num"
          aria-label={strings.goTo}
          autoFocus
          defaultValue={typed}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => setTyped(undefined)}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === 'Enter') go(event.currentTarget.value);
            if (event.key === 'Escape') setTyped(undefined);
          }}
        />
      ) : (
        <button
          type="button"
          className="tl-tc num"
          title={strings.goTo}
          aria-label={strings.goTo}
          onClick={() => setTyped(main.current?.textContent ?? '')}
        >
          <b ref={main} />
          <span> / {total}</span>
        </button>
      )}
      <span ref={second} className="t11 tx3 num tl-second" />
    </div>
  );
}
