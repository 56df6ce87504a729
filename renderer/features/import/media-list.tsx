import { useVirtualizer } from '@tanstack/react-virtual';
import { Plus, Search, X } from 'lucide-react';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useClient } from '../../client/client-context';
import { attempt } from '../../store/report-error';
import { useSelectedMedia, useSelection } from '../../store/selection';
import { useMirrors } from '../../store/topics';
import { IconButton, Menu, Section, TextInput } from '../../ui';
import { MediaRow } from './media-row';
import { useImportStrings } from './strings';
import { useMediaActions } from './use-media-actions';
import { useOpenMedia } from './use-open-media';

const rowHeight = 48;

/** Every clip and photo of the project; as many rows are drawn as are seen. */
export function MediaList() {
  const t = useImportStrings();
  const media = useMirrors(({ project }) => project?.media);
  const open = useOpenMedia();
  const [query, setQuery] = useState<string>();
  const shown = useMemo(() => {
    const wanted = query?.trim().toLowerCase() ?? '';
    return (media ?? []).filter(({ name }) => name.toLowerCase().includes(wanted));
  }, [media, query]);
  return (
    <Section
      title={t.media}
      count={media?.length}
      height="fit"
      actions={
        <>
          <IconButton
            small
            label={query === undefined ? t.search : t.searchClose}
            icon={query === undefined ? <Search /> : <X />}
            onClick={() => setQuery(query === undefined ? '' : undefined)}
          />
          <Menu
            label={t.addMedia}
            align="end"
            entries={[
              { label: t.openFiles, run: open.openFiles },
              { label: t.openFolder, run: open.openFolder },
            ]}
          >
            <IconButton small label={t.addMedia} icon={<Plus />} />
          </Menu>
        </>
      }
    >
      {query === undefined ? null : (
        <div className="import-search">
          <TextInput
            type="search"
            aria-label={t.search}
            placeholder={t.search}
            value={query}
            autoFocus
            onChange={setQuery}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setQuery(undefined);
            }}
          />
        </div>
      )}
      {shown.length === 0 ? <p className="import-none">{t.noMatch}</p> : <Rows items={shown} />}
    </Section>
  );
}

function Rows({ items }: { readonly items: NonNullable<ReturnType<typeof useSelectedMedia>>[] }) {
  const t = useImportStrings();
  const client = useClient();
  const selected = useSelectedMedia();
  const selectMedia = useSelection((selection) => selection.selectMedia);
  const actions = useMediaActions();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement) || event.target.dataset.media === undefined) return;
    const at = items.findIndex(({ id }) => id === selected?.id);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: items.length - 1,
      PageDown: at + 8,
      PageUp: at - 8,
    };
    const to = steps[event.key];
    if (to !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      const next = items[Math.min(items.length - 1, Math.max(0, to))];
      selectMedia(next.id);
      rows.scrollToIndex(items.indexOf(next));
      requestAnimationFrame(() =>
        scroller.current?.querySelector<HTMLElement>(`[data-media="${next.id}"]`)?.focus(),
      );
    }
    if (event.key === 'Delete' && selected !== undefined) {
      event.preventDefault();
      attempt(client.call('media.remove', { mediaId: selected.id }));
    }
  };

  return (
    <div
      ref={scroller}
      className="import-scroll"
      style={{ height: rows.getTotalSize() }}
      onKeyDown={onKeyDown}
    >
      <ul aria-label={t.list} className="import-rows" style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => (
          <MediaRow
            key={items[index].id}
            item={items[index]}
            selected={items[index].id === selected?.id}
            entries={actions(items[index])}
            style={{ transform: `translateY(${start}px)` }}
            onSelect={() => selectMedia(items[index].id)}
          />
        ))}
      </ul>
    </div>
  );
}
