import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import type { FrameFeed } from '../playback/frame-feed';
import { useComparedJob } from './after-source';
import { useCompareView } from './compare-store';
import type { Stage } from './stage';
import type { StagePane } from './stage-layout';
import { useCompareStrings } from './strings';

/** Says over the picture which side is which, how large it is, whether it is being made anew, and whether it is a proxy. */
export function StageTags(props: {
  readonly stage: Stage;
  readonly feed: FrameFeed;
  readonly media: MediaItem;
}) {
  const { stage, feed, media } = props;
  const strings = useCompareStrings();
  const mode = useCompareView((view) => view.mode);
  const gain = useCompareView((view) => view.gain);
  const blinkShows = useCompareView((view) => view.blinkShows);
  const job = useComparedJob();
  const afterState = useSyncExternalStore(feed.subscribe, () => feed.getState().afterState);
  const isProxy = useSyncExternalStore(feed.subscribe, () => feed.getState().isProxy);
  const failed = useSyncExternalStore(feed.subscribe, () => feed.getState().failure?.side === 'after');
  const before = useRef<HTMLSpanElement>(null);
  const after = useRef<HTMLSpanElement>(null);
  const proxy = useRef<HTMLSpanElement>(null);

  useEffect(
    () =>
      stage.onPaint(({ layout }) => {
        const { angleRadians } = useCompareView.getState().wipe;
        const first = layout.panes[0];
        const second = layout.panes[1] ?? first;
        const spots = mode === 'wipe' ? wipeSpots(angleRadians) : (['topLeft', 'topLeft'] as const);
        put(before.current, first, spots[0], layout.pixelRatio);
        put(after.current, second, spots[1], layout.pixelRatio);
        put(proxy.current, second, 'bottomRight', layout.pixelRatio);
      }),
    // `blinkShows` and `isProxy` bring elements of their own to be placed.
    [stage, mode, blinkShows, isProxy],
  );

  const { displayWidth = 0, displayHeight = 0 } = media.info ?? {};
  const scale = job?.settings.scale ?? media.settings.scale;
  const showsBefore =
    mode === 'before' || mode === 'wipe' || mode === 'side' || (mode === 'blink' && blinkShows === 'before');
  const showsAfter =
    mode === 'after' || mode === 'wipe' || mode === 'side' || (mode === 'blink' && blinkShows === 'after');
  const isUpdating = afterState === 'updating' && !failed;
  return (
    <>
      {showsBefore && (
        <span ref={before} className="compare-tag">
          {strings.before} <span>{`${displayWidth} × ${displayHeight}`}</span>
        </span>
      )}
      {(showsAfter || mode === 'difference') && (
        <span ref={after} className="compare-tag" role="status" data-updating={isUpdating}>
          <b>{mode === 'difference' ? strings.difference : job ? job.outputName : strings.after}</b>{' '}
          <span>
            {mode === 'difference'
              ? `× ${gain}`
              : `${scale > 1 ? `×${scale} · ` : ''}${displayWidth * scale} × ${displayHeight * scale}`}
          </span>
          {isUpdating && <i>{strings.updating}</i>}
        </span>
      )}
      {isProxy && (
        <span ref={proxy} className="compare-tag compare-proxy" title={strings.proxyHint}>
          {strings.proxy}
        </span>
      )}
    </>
  );
}

type Spot = 'topLeft' | 'topRight' | 'bottomLeft' | 'bottomRight';

/** Each tag on its own side of the divider. */
function wipeSpots(angleRadians: number): readonly [Spot, Spot] {
  const x = Math.cos(angleRadians);
  const y = Math.sin(angleRadians);
  if (Math.abs(x) >= Math.abs(y)) return x > 0 ? ['topLeft', 'topRight'] : ['topRight', 'topLeft'];
  return y > 0 ? ['topLeft', 'bottomLeft'] : ['bottomLeft', 'topLeft'];
}

/** Puts an element into the picture's corner, or the pane's where the picture reaches beyond. */
function put(
  element: HTMLElement | null,
  { clip, picture }: StagePane,
  spot: Spot,
  pixelRatio: number,
): void {
  if (element === null) return;
  const inset = 8 * pixelRatio;
  const left = Math.max(clip.left, picture.left) + inset;
  const right = Math.min(clip.left + clip.width, picture.left + picture.width) - inset;
  const top = Math.max(clip.top, picture.top) + inset;
  const bottom = Math.min(clip.top + clip.height, picture.top + picture.height) - inset;
  const isRight = spot.endsWith('Right');
  const isBottom = spot.startsWith('bottom');
  const x = (isRight ? right : left) / pixelRatio;
  const y = (isBottom ? bottom : top) / pixelRatio;
  const shift = `${isRight ? '-100%' : '0'}, ${isBottom ? '-100%' : '0'}`;
  element.style.transform = `translate(${x}px, ${y}px) translate(${shift})`;
}
