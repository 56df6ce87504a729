import { CircleAlert, ImageOff } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { useClient } from '../../client/client-context';
import type { FrameFeed } from '../playback/frame-feed';
import { useComparedJob } from './after-source';
import { needsAfter, useCompareView } from './compare-store';
import { useCompareStrings } from './strings';

/** What stands between the user and the picture: analysis under way, a frame that failed, and what to do about it. */
export function StageNotices({ feed, media }: { readonly feed: FrameFeed; readonly media: MediaItem }) {
  const strings = useCompareStrings();
  const client = useClient();
  const failure = useSyncExternalStore(feed.subscribe, () => feed.getState().failure);
  const wantsAfter = useCompareView(({ mode }) => needsAfter(mode));
  const job = useComparedJob();
  // What goes wrong here comes back as the item's analysis state.
  const analyse = () => void client.call('media.analyse', { mediaId: media.id }).catch(() => undefined);

  if (failure) {
    return (
      <Notice
        kind="err"
        title={failure.side === 'before' ? strings.noPicture : strings.noAfter}
        text={failure.error.message}
        action={{ label: strings.tryAgain, run: () => feed.retry() }}
      />
    );
  }
  if (!wantsAfter || job) return null;
  switch (media.analysis.state) {
    case 'done':
      return null;
    case 'waiting':
      return (
        <Notice
          kind="info"
          title={strings.analysisWaiting}
          action={{ label: strings.analyse, run: analyse }}
        />
      );
    case 'running': {
      const { done = 0, total = 0 } = media.analysis.progress ?? {};
      return <Notice kind="info" title={strings.analysing} percent={total > 0 ? (100 * done) / total : 0} />;
    }
    case 'cancelled':
      return (
        <Notice
          kind="info"
          title={strings.analysisCancelled}
          action={{ label: strings.analyse, run: analyse }}
        />
      );
    case 'failed':
      return (
        <Notice
          kind="err"
          title={strings.noAfter}
          text={media.analysis.error.message}
          action={{ label: strings.tryAgain, run: analyse }}
        />
      );
  }
}

function Notice(props: {
  readonly kind: 'info' | 'err';
  readonly title: string;
  readonly text?: string;
  readonly percent?: number;
  readonly action?: { readonly label: string; readonly run: () => void };
}) {
  const percent = Math.min(100, Math.floor(props.percent ?? 0));
  return (
    <div className="compare-notice toast" role={props.kind === 'err' ? 'alert' : 'status'}>
      {props.kind === 'err' && <CircleAlert className="errc" size={16} strokeWidth={1.5} aria-hidden />}
      <div className="grow">
        <div className="b num">
          {props.title}
          {props.percent !== undefined && ` · ${percent} %`}
        </div>
        {props.text !== undefined && <div className="tx2 compare-notice-text">{props.text}</div>}
        {props.percent !== undefined && (
          <div className="pg" role="progressbar" aria-label={props.title} aria-valuenow={percent}>
            <i style={{ width: `${percent}%` }} />
          </div>
        )}
      </div>
      {props.action && (
        <button type="button" className="btn sm" onClick={props.action.run}>
          {props.action.label}
        </button>
      )}
    </div>
  );
}

/** Instead of a picture: nothing chosen, being read, or not to be used. */
export function StageEmpty({ media }: { readonly media: MediaItem | undefined }) {
  const strings = useCompareStrings();
  const [title, hint] =
    media === undefined
      ? [strings.noMedia, strings.noMediaHint]
      : media.error
        ? [strings.cannotUse, media.error.message]
        : [strings.reading, media.name];
  return (
    <div className="compare-empty" role="status">
      <ImageOff size={24} strokeWidth={1.25} aria-hidden />
      <div className="t13 b">{title}</div>
      <div className="tx2">{hint}</div>
    </div>
  );
}
