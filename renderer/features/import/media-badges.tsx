import { RotateCw } from 'lucide-react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { Badge } from '../../ui';
import { useImportStrings } from './strings';

/** What of a clip the user should know at a glance. */
export function MediaBadges({ info }: { readonly info: NonNullable<MediaItem['info']> }) {
  const t = useImportStrings();
  const hdr = /smpte2084|arib-std-b67|pq|hlg/i.test(info.colour.transfer);
  return (
    <>
      {info.variableFrameRate ? <Badge title={t['why vfr']}>{t['badge vfr']}</Badge> : null}
      {hdr ? <Badge title={t['why hdr']}>{t['badge hdr']}</Badge> : null}
      {info.bitDepth > 8 && !hdr ? (
        <Badge title={t['why bits']}>{t['badge bits'](info.bitDepth)}</Badge>
      ) : null}
      {info.rotationDegrees === 0 ? null : (
        <Badge title={t['why rotation']}>
          <RotateCw />
          {t['badge rotation'](info.rotationDegrees)}
        </Badge>
      )}
      {info.hasAlpha ? <Badge title={t['why alpha']}>{t['badge alpha']}</Badge> : null}
    </>
  );
}
