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
        <MeasureButton quality={quality} />
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
    </div>
  );
}

/** Starts measuring a finished result that was not measured yet. */
function MeasureButton({ quality }: { readonly quality: QualityState }) {
  const strings = useTimelineStrings();
  if (quality.state !== 'missing' && quality.state !== 'failed') return null;
  return (
    <IconButton
      small
      label={strings.measure}
      title={strings.measureHint}
      icon={<Gauge size={14} strokeWidth={1.5} aria-hidden />}
      onClick={quality.measure}
    />
  );
}

/** Over the plot while a result is measured, or where that went wrong. */
function MeasureNotice({ quality }: { readonly quality: QualityState }) {
  const strings = useTimelineStrings();
  if (quality.state === 'measuring') {
    return (
      <div className="tl-measure" role="status">
        {strings.measuring} …
        <Button size="small" onClick={quality.stop}>
          {strings.stopMeasuring}
        </Button>
      </div>
    );
  }
  if (quality.state !== 'failed') return null;
  return (
    <div className="tl-measure errc" role="alert">
      {`${strings.measureFailed}: ${quality.message ?? ''}`}
      <Button size="small" onClick={quality.measure}>
        {strings.tryAgain}
      </Button>
    </div>
  );
}

/** The plot itself, with the worst frame marked. */
export function QualityLane(props: {
  readonly plot: Plot | undefined;
  readonly worst: Worst;
  readonly quality: QualityState;
}) {
  const { plot, worst, quality } = props;
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
      <MeasureNotice quality={quality} />
      {first && x >= 0 && x <= width && (
        <div className="tl-worst" data-left={x > width - 190} style={{ left: x }}>
          <b>{strings.worstAt(worst.format(first.value), placeOf(first.frame))}</b>
        </div>
      )}
    </div>
  );
}
