import { Film } from 'lucide-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { curveColumns, qualityColumns } from '../../../preload/contract/studio/resources';
import { frameCountOf, frameRateOf } from '../../store/playback';
import { useSelectedMedia, useSelection } from '../../store/selection';
import { useMirrors } from '../../store/topics';
import { Button } from '../../ui';
import { formatTimecode } from '../playback/timecode';
import { usePlaybackClock } from '../playback/use-playback-clock';
import { FrameStrip } from './frame-strip';
import { colourResolver } from './lane-canvas';
import { OverviewBar } from './overview-bar';
import { PersonLabel, PersonLane } from './person-lane';
import { Playhead } from './playhead';
import { curvesCsv, plotsPng, saveBlob } from './plot-export';
import { peoplePlots, qualityPlots } from './plots';
import { QualityLabel, QualityLane } from './quality-lane';
import { RangeMarks } from './range-marks';
import { Ruler } from './ruler';
import { useTimelineStrings } from './strings';
import './timeline.css';
import { useTimeline } from './timeline-store';
import { TrackProvider } from './track-context';
import { Transport } from './transport';
import { useChangeRange } from './use-range';
import { pointsFor, useCurves, useQuality } from './use-tables';
import { useTimelineCommands } from './use-timeline-commands';
import { useShownClip, useTrackGestures, useTrackWidth } from './use-track';
import { useWorst } from './use-worst';

/** The clip over time: frames, a lane for each person, quality, the playhead and what part is enhanced. */
export function Timeline() {
  const strings = useTimelineStrings();
  const media = useSelectedMedia();
  const frameCount = frameCountOf(media);
  const framesPerSecond = frameRateOf(media);
  const display = useMirrors((mirrors) => mirrors.settings?.settings.timeDisplay ?? 'timecode');
  const view = useTimeline((timeline) => timeline.view);
  const plotId = useTimeline((timeline) => timeline.plot);
  const [lanes, setLanes] = useState<HTMLElement | null>(null);
  const root = useRef<HTMLElement>(null);
  const width = useTrackWidth(lanes);
  const hasClip = media?.info !== undefined && frameCount > 1;
  usePlaybackClock();
  useShownClip(media?.id, frameCount);
  useTrackGestures(lanes, frameCount);

  const points = pointsFor(frameCount, view.frames, width);
  const { curves, failure, retry } = useCurves(media, points);
  const quality = useQuality(useMeasurableJob(media?.id));
  const worst = useWorst(quality, curves, frameCount, framesPerSecond);
  const change = useChangeRange(media, frameCount);
  useTimelineCommands(media, frameCount, worst);

  const people = useMemo(() => media?.people ?? [], [media?.people]);
  const plots = useMemo(
    () => [
      ...(quality.state === 'ready' ? qualityPlots(quality, strings) : []),
      ...peoplePlots(curves, people, strings),
    ],
    [quality, curves, people, strings],
  );
  const plot = plots.find(({ id }) => id === plotId) ?? plots[0];
  const placeOf = useCallback(
    (frame: number) => (display === 'frames' ? String(frame) : formatTimecode(frame, framesPerSecond)),
    [display, framesPerSecond],
  );
  const track = useMemo(
    () => ({ mediaId: media?.id ?? '', frameCount, framesPerSecond, view, width, placeOf }),
    [media?.id, frameCount, framesPerSecond, view, width, placeOf],
  );
  const onExport = (what: 'csv' | 'png') => {
    if (media === undefined || root.current === null) return;
    const name = media.name.replace(/\.[^.]*$/, '');
    if (what === 'csv') {
      const columns = [
        ...curves.flatMap((entry) => {
          const person = people.find(({ id }) => id === entry.personId);
          return curveColumns.map((column) => ({
            name: `${person?.name ?? ''} ${column}`,
            values: entry.curve(column),
          }));
        }),
        ...qualityColumns.flatMap((column) => {
          const values = quality.curve(column);
          return values ? [{ name: column, values }] : [];
        }),
      ];
      const text = curvesCsv(columns, frameCount, framesPerSecond);
      saveBlob(new Blob([text], { type: 'text/csv' }), `${name}-curves.csv`);
    } else {
      void plotsPng(plots, media.name, frameCount, colourResolver(root.current)).then((blob) =>
        saveBlob(blob, `${name}-curves.png`),
      );
    }
  };

  return (
    <section ref={root} className="tl" aria-label={strings.title}>
      <Transport frameCount={Math.max(1, frameCount)} framesPerSecond={framesPerSecond} worst={worst} />
      {!hasClip && (
        <div className="tl-empty tx3">{media?.info === undefined ? strings.nothing : strings.photo}</div>
      )}
      {hasClip && (
        <TrackProvider value={track}>
          <div className="tl-body">
            <div className="tl-labels">
              <div className="tl-label tl-h-ruler" />
              <div className="tl-label tl-h-strip">
                <Film size={16} strokeWidth={1.5} className="tx3" aria-hidden />
                {strings.frames}
              </div>
              {people.map((person) => (
                <PersonLabel key={person.id} person={person} />
              ))}
              {media.analysis.state === 'done' && people.length > 0 && (
                <QualityLabel plots={plots} plot={plot} quality={quality} onExport={onExport} />
              )}
            </div>
            <div ref={setLanes} id="tl-lanes" className="tl-lanes">
              <div className="tl-h-ruler">
                <Ruler />
              </div>
              <div className="tl-lane tl-h-strip">
                <FrameStrip
                  aspect={(media.info?.displayWidth ?? 16) / Math.max(1, media.info?.displayHeight ?? 9)}
                />
              </div>
              {people.map((person) => (
                <div key={person.id} className="tl-lane tl-h-person">
                  <PersonLane
                    person={person}
                    curves={curves.find(({ personId }) => personId === person.id)}
                  />
                </div>
              ))}
              {media.analysis.state === 'done' && people.length > 0 && failure === undefined && (
                <div className="tl-lane tl-h-quality">
                  <QualityLane plot={plot} worst={worst} quality={quality} />
                </div>
              )}
              {failure !== undefined && (
                <div className="tl-empty errc" role="alert">
                  {strings.curvesFailed}: {failure}
                  <Button size="small" onClick={retry}>
                    {strings.tryAgain}
                  </Button>
                </div>
              )}
              {media.analysis.state !== 'done' && <div className="tl-empty tx3">{strings.analysing}</div>}
              {media.analysis.state === 'done' && people.length === 0 && (
                <div className="tl-empty tx3">{strings.noPeople}</div>
              )}
              <RangeMarks media={media} change={change} />
              <Playhead />
            </div>
          </div>
          <OverviewBar />
        </TrackProvider>
      )}
    </section>
  );
}

/** The finished job whose quality is plotted: the one compared with, or the newest of the clip. */
function useMeasurableJob(mediaId: string | undefined): string | undefined {
  const jobs = useMirrors((mirrors) => mirrors.jobs?.jobs);
  const compared = useSelection((selection) => selection.comparedJobId);
  const finished = (jobs ?? []).filter((job) => job.mediaId === mediaId && job.status.state === 'done');
  if (finished.some(({ id }) => id === compared)) return compared;
  return finished.reduce<(typeof finished)[number] | undefined>(
    (newest, job) => ((job.finishedAt ?? 0) >= (newest?.finishedAt ?? 0) ? job : newest),
    undefined,
  )?.id;
}
