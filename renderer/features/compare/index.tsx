import { MonitorX } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useSelectedMedia, useSelection } from '../../store/selection';
import { EmptyState } from '../../ui';
import type { FrameFeed } from '../playback/frame-feed';
import { usePlaybackClock } from '../playback/use-playback-clock';
import { useComparedJob } from './after-source';
import './compare.css';
import './stage.css';
import './face-overlay.css';
import './wipe-handles.css';
import './stage-tags.css';
import './pixel-read-out.css';
import './stage-notices.css';
import { CompareToolbar } from './compare-toolbar';
import { useCompareView } from './compare-store';
import { faceAt, FaceOverlay } from './face-overlay';
import { PixelReadOut } from './pixel-read-out';
import { Stage } from './stage';
import { paneAt, placeIn } from './stage-layout';
import { StageEmpty, StageNotices } from './stage-notices';
import { StageTags } from './stage-tags';
import { useCompareStrings } from './strings';
import { useBlink } from './use-blink';
import { useCompareCommands } from './use-compare-commands';
import { useFrameFaces } from './use-frame-faces';
import { useFrameFeed } from './use-frame-feed';
import { useMaskLayer, useMeshLayer } from './use-frame-layers';
import { useStageGestures } from './use-stage-gestures';
import { WipeHandles } from './wipe-handles';

/** The large viewer: before and after in every way of comparing them, with what the engine knows drawn over it. */
export function CompareRoom() {
  const feed = useFrameFeed();
  usePlaybackClock();
  return <Viewer feed={feed} />;
}

function Viewer({ feed }: { readonly feed: FrameFeed }) {
  const strings = useCompareStrings();
  const media = useSelectedMedia();
  const job = useComparedJob();
  const mode = useCompareView((view) => view.mode);
  const [surface, setSurface] = useState<HTMLElement | null>(null);
  const [stage, setStage] = useState<Stage>();
  const [isWithoutGpu, setWithoutGpu] = useState(false);

  const setPlace = useCallback(
    (place: HTMLDivElement | null) => {
      if (place === null) return;
      let made: Stage;
      try {
        made = new Stage(place, feed);
      } catch {
        setWithoutGpu(true);
        return;
      }
      setStage(made);
      return () => {
        made.dispose();
        setStage(undefined);
      };
    },
    [feed],
  );

  const { displayWidth, displayHeight } = media?.info ?? {};
  const scale = job?.settings.scale ?? media?.settings.scale ?? 1;
  useEffect(() => {
    if (stage === undefined || displayWidth === undefined || displayHeight === undefined) return;
    const frame = { width: displayWidth, height: displayHeight };
    stage.setSizes(frame, { width: displayWidth * scale, height: displayHeight * scale });
  }, [stage, displayWidth, displayHeight, scale]);

  const isDone = media?.analysis.state === 'done';
  const faces = useFrameFaces(
    feed,
    media && isDone ? { mediaId: media.id, revision: media.revision } : undefined,
  );
  useMeshLayer(stage, faces, media);
  useMaskLayer(stage, media);
  useBlink();
  useCompareCommands(stage);

  const onClick = useCallback(
    (x: number, y: number) => {
      const pane = stage && paneAt(stage.layout, x, y);
      if (pane === undefined || displayWidth === undefined || displayHeight === undefined) return;
      const place = placeIn(pane, x, y);
      const face = faceAt(faces.current, place.x * displayWidth, place.y * displayHeight);
      if (face?.personId !== undefined) useSelection.getState().selectPerson(face.personId);
    },
    [stage, faces, displayWidth, displayHeight],
  );
  useStageGestures(surface, stage, onClick);

  const hasPicture = media?.info !== undefined && media.error === undefined;
  return (
    <section className="compare" aria-label={strings.group}>
      <CompareToolbar stage={stage} />
      <div className="stage compare-stage">
        <div ref={setPlace} hidden={!hasPicture || isWithoutGpu} />
        {hasPicture && stage && (
          <div className="compare-over">
            <div
              ref={setSurface}
              className="compare-surface"
              role="img"
              aria-label={strings.stage}
              tabIndex={0}
            />
            {mode !== 'difference' && <FaceOverlay stage={stage} pane={0} faces={faces} media={media} />}
            {mode === 'side' && <FaceOverlay stage={stage} pane={1} faces={faces} media={media} />}
            {mode === 'wipe' && <WipeHandles stage={stage} />}
            <StageTags stage={stage} feed={feed} media={media} />
            <PixelReadOut stage={stage} feed={feed} />
            <StageNotices feed={feed} media={media} />
          </div>
        )}
        {!hasPicture && <StageEmpty media={media} />}
        {isWithoutGpu && <EmptyState icon={<MonitorX />} title={strings.noGpu} text={strings.noGpuHint} />}
      </div>
    </section>
  );
}
