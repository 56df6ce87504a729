import { Check, ChevronRight } from 'lucide-react';
import type { DropdownMenu } from 'radix-ui';
import type { MenuEntry } from './menu-entry';

/** Radix's two kinds of menu have the same parts: those of its context menu go for these. */
type Parts = Pick<
  typeof DropdownMenu,
  'Item' | 'Separator' | 'Label' | 'Sub' | 'SubTrigger' | 'SubContent' | 'Portal'
>;

/** The lines of a dropdown or context menu. */
export function MenuEntries({
  entries,
  parts,
}: {
  readonly entries: readonly MenuEntry[];
  readonly parts: Parts;
}) {
  return entries.map((entry, index) => {
    switch (entry.type) {
      case 'rule':
        return <parts.Separator key={index} className="rule" />;
      case 'heading':
        return (
          <parts.Label key={index} className="cap">
            {entry.label}
          </parts.Label>
        );
      case 'submenu':
        return (
          <parts.Sub key={index}>
            <parts.SubTrigger className="mi" disabled={entry.disabled ?? false}>
              {entry.icon}
              {entry.label}
              <span className="k">
                <ChevronRight />
              </span>
            </parts.SubTrigger>
            <parts.Portal>
              <parts.SubContent className="menu" collisionPadding={8}>
                <MenuEntries entries={entry.entries} parts={parts} />
              </parts.SubContent>
            </parts.Portal>
          </parts.Sub>
        );
      case 'item':
      case undefined:
        return (
          <parts.Item
            key={index}
            className={entry.danger === true ? 'mi danger' : 'mi'}
            disabled={entry.disabled ?? false}
            onSelect={() => entry.run()}
          >
            {entry.checked === undefined ? null : (
              <span className="tick">{entry.checked ? <Check /> : null}</span>
            )}
            {entry.icon}
            {entry.label}
            {entry.hint === undefined ? null : <span className="k">{entry.hint}</span>}
          </parts.Item>
        );
    }
  });
}
