import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useCommands, type Command } from '../../commands/command-registry';
import { usePlayback } from '../../store/playback';
import { shuttle } from '../playback/clock';
import { useTimelineStrings } from './strings';
import { wholeClip, zoomAround } from './time-scale';
import { useTimeline } from './timeline-store';
import { clipRange, useChangeRange } from './use-range';
import { seekWorst, type Worst } from './use-worst';

/** Transport, in and out points and zoom by key. */
export function useTimelineCommands(media: MediaItem | undefined, frameCount: number, worst: Worst): void {
  const strings = useTimelineStrings();
  const change = useChangeRange(media, frameCount);
  const disabled = frameCount < 2;
  const group = strings.title;
  const playback = usePlayback.getState();
  const rangeNow = () => clipRange(media, frameCount);
  const command = (id: string, title: string, keys: string[], run: () => void, off = disabled): Command => ({
    id: `playback.${id}`,
    title,
    group,
    keys,
    disabled: off,
    run,
  });
  const step = (by: number) => () => {
    playback.pause();
    playback.seek(Math.min(frameCount - 1, usePlayback.getState().frame + by));
  };
  const press = (direction: 1 | -1) => () => {
    const { playing, rate } = usePlayback.getState();
    playback.play(shuttle(playing, rate, direction));
  };
  const zoom = (factor: number) => () => {
    const { view, setView } = useTimeline.getState();
    setView(zoomAround(view, usePlayback.getState().frame, factor, frameCount));
  };
  useCommands([
    command('toggle', `${strings.play} / ${strings.pause}`, ['space'], () =>
      usePlayback.getState().playing ? playback.pause() : playback.play(useTimeline.getState().speed),
    ),
    command('shuttleBack', strings.shuttleBack, ['j'], press(-1)),
    command('stop', strings.stop, ['k'], () => playback.pause()),
    command('shuttleForward', strings.shuttleForward, ['l'], press(1)),
    command('previousFrame', strings.previousFrame, ['arrowleft'], step(-1)),
    command('nextFrame', strings.nextFrame, ['arrowright'], step(1)),
    command('tenBack', strings.tenBack, ['shift+arrowleft'], step(-10)),
    command('tenOn', strings.tenOn, ['shift+arrowright'], step(10)),
    command('toStart', strings.toStart, ['home'], () => playback.seek(0)),
    command('toEnd', strings.toEnd, ['end'], () => playback.seek(frameCount - 1)),
    command('loop', strings.loop, ['r'], () => playback.setLoop(!usePlayback.getState().loop)),
    command('setIn', strings.setIn, ['i'], () => {
      const first = usePlayback.getState().frame;
      const { end } = rangeNow();
      change({ first, end: end > first ? end : frameCount });
    }),
    command('setOut', strings.setOut, ['o'], () => {
      const end = usePlayback.getState().frame + 1;
      const { first } = rangeNow();
      change({ first: first < end ? first : 0, end });
    }),
    command('toIn', strings.toIn, ['shift+i'], () => playback.seek(rangeNow().first)),
    command('toOut', strings.toOut, ['shift+o'], () => playback.seek(rangeNow().end - 1)),
    command('clearRange', strings.clearRange, ['alt+x'], () => change({ first: 0, end: frameCount })),
    command('nextWorst', strings.nextWorst, [']'], () => seekWorst(worst, 1), worst.frames.length === 0),
    command(
      'previousWorst',
      strings.previousWorst,
      ['['],
      () => seekWorst(worst, -1),
      worst.frames.length === 0,
    ),
    command('zoomIn', `${strings.title}: ${strings.zoomIn}`, ['shift++', 'shift+='], zoom(1.6)),
    command('zoomOut', `${strings.title}: ${strings.zoomOut}`, ['shift+-', 'shift+_'], zoom(1 / 1.6)),
    command('zoomAll', strings.zoomAll, ['shift+z'], () =>
      useTimeline.getState().setView(wholeClip(frameCount)),
    ),
  ]);
}
