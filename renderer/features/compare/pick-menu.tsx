import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu, type MenuEntry } from '../../ui';

export interface PickItem {
  readonly value: string;
  readonly label: string;
  /** Small print at the right. */
  readonly detail?: string;
  /** Heading above this item. */
  readonly heading?: string;
}

/** A quiet button that shows what is chosen and opens a menu of the rest. */
export function PickMenu(props: {
  readonly label: string;
  readonly value: string;
  readonly items: readonly PickItem[];
  readonly onPick: (value: string) => void;
  readonly children: ReactNode;
}) {
  const entries = props.items.flatMap(({ value, label, detail, heading }): MenuEntry[] => [
    ...(heading === undefined ? [] : [{ type: 'heading' as const, label: heading }]),
    { label, hint: detail, checked: value === props.value, run: () => props.onPick(value) },
  ]);
  return (
    <Menu label={props.label} entries={entries} align="end">
      <button type="button" className="btn ghost sm num" title={props.label}>
        <span className="compare-hidden">{props.label}: </span>
        {props.children}
        <ChevronDown size={12} strokeWidth={1.5} aria-hidden />
      </button>
    </Menu>
  );
}
