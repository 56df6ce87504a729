import { ChevronDown, Download, Gauge } from 'lucide-react';
import { useCallback, useEffect, useRef } from 'react';
import { usePlayback } from '../../store/playback';
import { Button, IconButton, Menu } from '../../ui';
import { drawPlot, type ColourOf, type Pen } from './draw-plot';
import { LaneCanvas } from './lane-canvas';
import type { Plot } from './plots';
import { useTimelineStrings } from './strings';
import { rowOfFrame } from './table';
import { xOfFrame } from './time-scale';
import { useTimeline } from './timeline-store';
import { useTrack } from './track-context';
import type { QualityState } from './use-tables';
import type { Worst } from './use-worst';

/** Which plot, its lines with their values under the playhead, and what else can be done with it. */
export function QualityLabel(props: {
  readonly plots: readonly Plot[];
  readonly plot: Plot | undefined;
  readonly quality: QualityState;
  readonly onExport: (what: 'csv' | 'png') => void;
}) {
  const { plots, plot, quality, onExport } = props;
  const strings = useTimelineStrings();
  const { frameCount } = useTrack();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const fill = () => {
      const { frame } = usePlayback.getState();
      plot?.lines.forEach(({ values, format }, index) => {
        const element = list.current?.querySelector(`[data-line='${index}']`);
        const value = values[rowOfFrame(frame, values.length, frameCount)];
        const text = value === undefined || Number.isNaN(value) ? '–' : format(value);
        if (element && element.textContent !== text) element.textContent = text;
      });
    };
    fill();
    return usePlayback.subscribe(fill);
  }, [plot, frameCount]);
  return (
    <div className="tl-label tl-quality-label">
      <div className="row tl-quality-head">
        <Menu
          label={strings.plot}
          entries={plots.map(({ id, title }) => ({
            label: title,
            checked: id === plot?.id,
            run: () => useTimeline.getState().setPlot(id),
          }))}
        >
          <button type="button" className="btn ghost sm tl-plot-pick" disabled={plots.length === 0}>
            <span className="ell">{plot?.title ?? strings.quality}</span>
            <ChevronDown size={12} strokeWidth={1.5} aria-hidden />
          </button>
        </Menu>
        <span className="grow" />
        {plots.length > 0 && (
          <Menu
            label={strings.export}
            align="end"
            entries={[
              { label: strings.exportCsv, run: () => onExport('csv') },
              { label: strings.exportPng, run: () => onExport('png') },
            ]}
          >
            <IconButton
              small
              label={strings.export}
              icon={<Download size={14} strokeWidth={1.5} aria-hidden />}
            />
          </Menu>
        )}
      </div>
      <div ref={list} className="tl-legend">
        {plot?.lines.map(({ label, colour, dash }, index) => (
          <div key={index} className="row">
            <span className={`lg ell ${dash ? 'dash' : ''}`} style={{ '--c': colour } as React.CSSProperties}>
              {label}
            </span>
            <span className="grow" />
            <b className="num" data-line={index} />
          </div>
        ))}
      </div>
      <MeasureButton quality={quality} />
    </div>
  );
}

function MeasureButton({ quality }: { readonly quality: QualityState }) {
  const strings = useTimelineStrings();
  switch (quality.state) {
    case 'none':
    case 'ready':
      return null;
    case 'measuring':
      return (
        <div className="row t11 tx2" role="status">
          <span className="grow">{strings.measuring} …</span>
          <Button size="small" tone="ghost" onClick={quality.stop}>
            {strings.stopMeasuring}
          </Button>
        </div>
      );
    case 'missing':
    case 'failed':
      return (
        <>
          {quality.state === 'failed' && (
            <div
              className="t11 errc"
              role="alert"
            >{`${strings.measureFailed}: ${quality.message ?? ''}`}</div>
          )}
          <Button
            size="small"
            title={strings.measureHint}
            icon={<Gauge size={14} strokeWidth={1.5} aria-hidden />}
            onClick={quality.measure}
          >
            {quality.state === 'failed' ? strings.tryAgain : strings.measure}
          </Button>
        </>
      );
  }
}

/** The plot itself, with the worst frame marked. */
export function QualityLane({ plot, worst }: { readonly plot: Plot | undefined; readonly worst: Worst }) {
  const strings = useTimelineStrings();
  const { view, width, frameCount, placeOf } = useTrack();
  const draw = useCallback(
    (pen: Pen, w: number, height: number, colourOf: ColourOf) => {
      if (plot) drawPlot(pen, plot, { width: w, height, view, frameCount }, colourOf);
    },
    [plot, view, frameCount],
  );
  const [first] = worst.frames;
  const x = first ? xOfFrame(first.frame, view, width) : -1;
  return (
    <div className="tl-lane-fill">
      <LaneCanvas draw={draw} label={plot?.title ?? strings.quality} />
      {first && x >= 0 && x <= width && (
        <div className="tl-worst" data-left={x > width - 190} style={{ left: x }}>
          <b>{strings.worstAt(worst.format(first.value), placeOf(first.frame))}</b>
        </div>
      )}
    </div>
  );
}
