import { Image } from 'lucide-react';
import { useState } from 'react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { formatDuration } from '../../strings/formats';
import { useWords } from '../../strings/words';
import { Checkbox } from '../../ui';
import { useLabView } from './lab-view';

interface MaterialListProps {
  readonly media: readonly MediaItem[];
  /** Ids of what is ticked. */
  readonly chosen: readonly string[];
}

/** The project's clips and photos, to be ticked. */
export function MaterialList({ media, chosen }: MaterialListProps) {
  const change = useLabView((view) => view.change);
  return (
    <ul className="lab-ticks">
      {media.map((item) => (
        <li key={item.id}>
          <Checkbox
            checked={chosen.includes(item.id)}
            onChange={(checked) =>
              change({
                mediaIds: checked ? [...chosen, item.id] : chosen.filter((id) => id !== item.id),
              })
            }
          >
            <Poster item={item} />
            <span className="grow ell">{item.name}</span>
            <Length item={item} />
          </Checkbox>
        </li>
      ))}
    </ul>
  );
}

function Poster({ item }: { readonly item: MediaItem }) {
  const client = useClient();
  const [isBroken, setBroken] = useState(false);
  return (
    <span className="th lab-poster">
      {isBroken ? (
        <Image aria-hidden />
      ) : (
        <img
          src={client.resourceUrl(resourcePaths.poster(item.id, 72))}
          alt=""
          loading="lazy"
          draggable={false}
          onError={() => setBroken(true)}
        />
      )}
    </span>
  );
}

function Length({ item: { info } }: { readonly item: MediaItem }) {
  const words = useWords();
  if (info === undefined) return null;
  return (
    <span className="t11 tx3 num">
      {info.kind === 'image' ? words.still : formatDuration(info.durationSeconds)}
    </span>
  );
}
