import { Ellipsis, FileX2, Image } from 'lucide-react';
import { useState, type CSSProperties } from 'react';
import type { MediaItem } from '../../../preload/contract/studio/media-item';
import { resourcePaths } from '../../../preload/contract/studio/resources';
import { useClient } from '../../client/client-context';
import { formatDuration } from '../../strings/formats';
import { useWords } from '../../strings/words';
import { Badge, ContextMenu, IconButton, Menu, type MenuEntry } from '../../ui';
import { MediaStatus } from './media-status';
import { useImportStrings } from './strings';

export interface MediaRowProps {
  readonly item: MediaItem;
  readonly selected: boolean;
  readonly entries: readonly MenuEntry[];
  /** Where the virtual list puts it. */
  readonly style: CSSProperties;
  readonly onSelect: () => void;
}

/** One clip or photo: poster, name, what it is or what happens to it, its menu. */
export function MediaRow({ item, selected, entries, style, onSelect }: MediaRowProps) {
  const t = useImportStrings();
  return (
    <ContextMenu label={t.menuOf(item.name)} entries={entries}>
      <li className="li import-row" data-selected={selected} style={style}>
        <Poster item={item} />
        <div className="grow">
          <button
            type="button"
            className="import-name ell"
            data-media={item.id}
            tabIndex={selected ? 0 : -1}
            title={item.name}
            {...(selected ? { 'aria-current': 'true' as const } : {})}
            onClick={onSelect}
          >
            {item.name}
          </button>
          <MediaStatus item={item} />
        </div>
        <Menu label={t.menuOf(item.name)} entries={entries} align="end">
          <IconButton small className="import-more" label={t.menuOf(item.name)} icon={<Ellipsis />} />
        </Menu>
      </li>
    </ContextMenu>
  );
}

function Poster({ item }: { readonly item: MediaItem }) {
  const words = useWords();
  const client = useClient();
  const [broken, setBroken] = useState(false);
  const { info } = item;
  return (
    <div className="th">
      {item.error !== undefined ? (
        <FileX2 className="import-glyph errc" />
      ) : info === undefined || broken ? (
        <Image className="import-glyph" />
      ) : (
        <img
          src={client.resourceUrl(resourcePaths.poster(item.id, 72))}
          alt=""
          loading="lazy"
          draggable={false}
          onError={() => setBroken(true)}
        />
      )}
      {info === undefined ? null : (
        <Badge tone="veil">
          {info.kind === 'image' ? words.still : formatDuration(info.durationSeconds)}
        </Badge>
      )}
    </div>
  );
}
