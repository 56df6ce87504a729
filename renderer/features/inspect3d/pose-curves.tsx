import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { curveColumns } from '../../../preload/contract/studio/resources';
import { usePlayback } from '../../store/playback';
import { useLanguage, type Language } from '../../strings/define-strings';
import { formatClock } from './format-clock';
import { frameOfRow, tableColumn, type Table } from './read-table';
import { useInspectStrings } from './strings';
import { useThemeColours, type ThemeColours } from './use-theme-colours';
import { useInspectView } from './view-settings';

const degrees = 180 / Math.PI;

/** Distances of the time axis' marks, seconds; tenths only where a clip is that short. */
const wholeSteps = [0.1, 0.2, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];

export interface PoseCurvesProps {
  readonly curves: Table;
  readonly frameCount: number;
  readonly frameRate: number;
}

/** How the head turns over the clip, with the playhead; a click or drag moves it. */
export function PoseCurves({ curves, frameCount, frameRate }: PoseCurvesProps) {
  const strings = useInspectStrings();
  const language = useLanguage();
  const colours = useThemeColours();
  const { rawPose, change } = useInspectView();
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (holder.current === null) return;
    return mountPlot(holder.current, { curves, frameCount, frameRate, rawPose, colours, language });
  }, [curves, frameCount, frameRate, rawPose, colours, language]);
  const frame = usePlaybackFrameWhenResting();
  return (
    <section className="inspect3d-chart" aria-label={strings.pose}>
      <div className="inspect3d-chart-head">
        <h2>{strings.pose}</h2>
        <span className="grow" />
        <span className="lg tone-warm">{strings.yawName}</span>
        <span className="lg tone-blue">{strings.pitchName}</span>
        <span className="lg tone-violet">{strings.rollName}</span>
        <button
          type="button"
          className="btn ghost sm inspect3d-raw"
          aria-pressed={rawPose}
          onClick={() => {
            change({ rawPose: !rawPose });
          }}
        >
          {strings.raw}
        </button>
      </div>
      <div
        ref={holder}
        className="inspect3d-plot"
        role="slider"
        tabIndex={0}
        aria-label={strings.poseSeek}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, frameCount - 1)}
        aria-valuenow={Math.min(frame, Math.max(0, frameCount - 1))}
        aria-valuetext={`${strings.frame} ${frame}`}
        onKeyDown={(event) => {
          const last = Math.max(0, frameCount - 1);
          const playback = usePlayback.getState();
          const now = playback.frame;
          const step = event.shiftKey ? Math.max(1, Math.round(frameRate)) : 1;
          const to = { ArrowLeft: now - step, ArrowRight: now + step, Home: 0, End: last }[event.key];
          if (to === undefined) return;
          event.preventDefault();
          event.stopPropagation();
          playback.seek(Math.min(last, Math.max(0, to)));
        }}
      />
    </section>
  );
}

/** The playhead for the screen reader: while the clip plays it is not told of every frame. */
function usePlaybackFrameWhenResting(): number {
  return usePlayback(({ frame, playing }) => (playing ? 0 : frame));
}

interface PlotInput extends PoseCurvesProps {
  readonly rawPose: boolean;
  readonly colours: ThemeColours;
  readonly language: Language;
}

function mountPlot(holder: HTMLDivElement, input: PlotInput): () => void {
  const { curves, frameCount, frameRate, rawPose, colours, language } = input;
  /** uPlot leaves a gap for null, not for NaN. */
  const column = (name: (typeof curveColumns)[number]): (number | null)[] =>
    Array.from(tableColumn(curves, curveColumns.indexOf(name), degrees), (angle) =>
      Number.isNaN(angle) ? null : angle,
    );
  const seconds = Float64Array.from(
    { length: curves.rows },
    (_, row) => frameOfRow(curves, row, frameCount) / frameRate,
  );
  const tones = [colours.violet, colours.blue, colours.warm];
  const smooth = (['rollRadians', 'pitchRadians', 'yawRadians'] as const).map(column);
  const raw = rawPose ? (['rawRollRadians', 'rawPitchRadians', 'rawYawRadians'] as const).map(column) : [];
  const reach = reachOf([...smooth, ...raw]);
  const font = '10px Inter Variable, Inter, sans-serif';
  const axis = { stroke: colours.faint, font, ticks: { show: false } } as const;
  const series = (stroke: string, width: number, alpha = 1): uPlot.Series => ({
    stroke,
    width,
    alpha,
    points: { show: curves.rows < 3, size: 6, fill: stroke },
  });
  const plot = new uPlot(
    {
      width: Math.max(40, holder.clientWidth),
      height: Math.max(40, holder.clientHeight),
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
      padding: [8, 16, 0, 0],
      scales: { x: { time: false }, y: { range: [-reach, reach] } },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 24,
          gap: 6,
          space: 56,
          incrs: wholeSteps,
          values: (_, ticks) => ticks.map((tick) => formatClock(tick, language)),
        },
        {
          ...axis,
          size: 44,
          gap: 6,
          grid: { stroke: colours.line, width: 1 },
          splits: [-reach, -reach / 2, 0, reach / 2, reach],
          values: (_, ticks) => ticks.map((tick) => `${tick > 0 ? '+' : ''}${tick}°`.replace('-', '−')),
        },
      ],
      series: [
        {},
        ...raw.map((_, i) => series(tones[i], 1, 0.45)),
        ...smooth.map((_, i) => series(tones[i], i === 2 ? 1.75 : 1.25)),
      ],
    },
    [seconds, ...raw, ...smooth],
    holder,
  );
  const playhead = document.createElement('div');
  playhead.className = 'inspect3d-playhead';
  plot.over.append(playhead);
  const place = (): void => {
    const last = Math.max(0, frameCount - 1);
    const at = plot.valToPos(Math.min(last, usePlayback.getState().frame) / frameRate, 'x');
    playhead.style.transform = `translateX(${(Number.isFinite(at) ? at : 0).toFixed(1)}px)`;
  };
  place();
  const seek = (event: PointerEvent): void => {
    const box = plot.over.getBoundingClientRect();
    const frame = Math.round(plot.posToVal(event.clientX - box.left, 'x') * frameRate);
    usePlayback.getState().seek(Math.min(Math.max(0, frameCount - 1), Math.max(0, frame)));
  };
  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    plot.over.setPointerCapture(event.pointerId);
    seek(event);
  };
  const move = (event: PointerEvent): void => {
    if (plot.over.hasPointerCapture(event.pointerId)) seek(event);
  };
  plot.over.addEventListener('pointerdown', down);
  plot.over.addEventListener('pointermove', move);
  const end = usePlayback.subscribe(place);
  const resize = new ResizeObserver(() => {
    plot.setSize({ width: Math.max(40, holder.clientWidth), height: Math.max(40, holder.clientHeight) });
    place();
  });
  resize.observe(holder);
  return () => {
    end();
    resize.disconnect();
    plot.destroy();
  };
}

/** A round number of degrees that holds every angle: 20, 40, 60 or 90. */
function reachOf(columns: readonly (readonly (number | null)[])[]): number {
  let largest = 0;
  for (const values of columns) {
    for (const value of values) largest = Math.max(largest, Math.abs(value ?? 0));
  }
  return [10, 20, 40, 60].find((reach) => largest <= reach) ?? 90;
}
