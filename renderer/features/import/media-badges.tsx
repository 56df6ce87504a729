import { RotateCw, VolumeX } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { Badge } from '../../ui';
import { useImportStrings } from './strings';

interface Note {
  readonly short: ReactNode;
  readonly why: string;
}

/** What of a clip the user should know at a glance; a row has room for one, the others are counted and named on hover. */
export function MediaBadges({ info }: { readonly info: NonNullable<MediaItem['info']> }) {
  const notes = useNotes(info);
  const [first, ...others] = notes;
  if (first === undefined) return null;
  return (
    <>
      <Badge title={first.why}>{first.short}</Badge>
      {others.length === 0 ? null : (
        <Badge title={others.map(({ why }) => why).join('\n')}>{`+${others.length}`}</Badge>
      )}
    </>
  );
}

/** The weightiest first. */
function useNotes(info: NonNullable<MediaItem['info']>): readonly Note[] {
  const t = useImportStrings();
  const hdr = /smpte2084|arib-std-b67|pq|hlg/i.test(info.colour.transfer);
  const notes: (Note | false)[] = [
    hdr && { short: t['badge hdr'], why: t['why hdr'] },
    info.bitDepth > 8 && !hdr && { short: t['badge bits'](info.bitDepth), why: t['why bits'] },
    info.variableFrameRate && { short: t['badge vfr'], why: t['why vfr'] },
    info.rotationDegrees !== 0 && {
      short: (
        <>
          <RotateCw aria-hidden />
          {t['badge rotation'](info.rotationDegrees)}
        </>
      ),
      why: t['why rotation'],
    },
    info.hasAlpha && { short: t['badge alpha'], why: t['why alpha'] },
    info.kind === 'video' &&
      info.audio.length === 0 && {
        short: <VolumeX role="img" aria-label={t['badge silent']} />,
        why: t['badge silent'],
      },
  ];
  return notes.filter((note) => note !== false);
}
