import { Clock } from 'lucide-react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { errorStrings } from '../../strings/error-strings';
import { errorTitle } from '../../strings/error-texts';
import { formatDuration } from '../../strings/formats';
import { useFormats } from '../../strings/use-formats';
import { Progress } from '../../ui';
import { MediaBadges } from './media-badges';
import { useImportStrings } from './strings';

/** The second line of a clip: what it is, or what is being done with it, or what is wrong. */
export function MediaStatus({ item }: { readonly item: MediaItem }) {
  const t = useImportStrings();
  const errors = errorStrings();
  const formats = useFormats();
  if (item.error !== undefined) {
    return <div className="t11 errc ell">{errorTitle(item.error.code, errors)}</div>;
  }
  const { info, analysis } = item;
  if (info === undefined) return <div className="t11 tx3">{t.reading}</div>;
  if (analysis.state === 'running') {
    const { progress } = analysis;
    const share = progress === undefined || progress.total <= 0 ? undefined : progress.done / progress.total;
    const percent = share === undefined ? '' : formats.percent(share);
    const left = progress?.etaSeconds;
    return (
      <div className="import-busy">
        <div className="t11 tx2 num ell">
          {left === undefined ? t.analysing(percent) : t.analysingLeft(percent, formatDuration(left))}
        </div>
        <Progress label={t.analysing(percent)} value={share} />
      </div>
    );
  }
  return (
    <div className="row t11 tx3 meta import-meta">
      <span
        className="ell"
        title={[
          t.size(info.displayWidth, info.displayHeight),
          ...info.audio.map(({ codec }) => codec.toUpperCase()),
        ].join(' · ')}
      >
        {info.kind === 'image'
          ? t.size(info.displayWidth, info.displayHeight)
          : `${Math.min(info.displayWidth, info.displayHeight)}p · ${t.frameRate(formats.frameRate(info.frameRate))}`}
      </span>
      <MediaBadges info={info} />
      {analysis.state === 'failed' ? <span className="errc ell">{t['analysis failed']}</span> : null}
      {analysis.state === 'cancelled' ? <span className="warnc ell">{t['analysis cancelled']}</span> : null}
      {analysis.state === 'waiting' ? <Clock role="img" aria-label={t.waiting} /> : null}
    </div>
  );
}
