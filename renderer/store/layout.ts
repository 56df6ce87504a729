import { useCallback, useState } from 'react';
import type { Layout } from 'react-resizable-panels';
import { useClient } from '../client/client-context';
import { attempt } from './report-error';
import { useMirrors } from './topics';

/** What user settings hold under `layout[group]`: sizes of panels by id, per cent. Undefined where it is anything else. */
export function readLayout(stored: unknown, panelIds: readonly string[]): Layout | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const sizes = stored as Readonly<Record<string, unknown>>;
  if (Object.keys(sizes).length !== panelIds.length) return undefined;
  const entries = panelIds.map((id) => [id, sizes[id]] as const);
  const sound = entries.every(([, size]) => typeof size === 'number' && size >= 0 && size <= 100);
  const sum = entries.reduce((total, [, size]) => total + (typeof size === 'number' ? size : Number.NaN), 0);
  return sound && Math.abs(sum - 100) < 0.5 ? (Object.fromEntries(entries) as Layout) : undefined;
}

/** The remembered sizes of a group of panels, and what remembers them. */
export function useLayout(
  group: string,
  panelIds: readonly string[],
): { readonly initial: Layout | undefined; readonly remember: (layout: Layout) => void } {
  const client = useClient();
  // Only the first value counts: afterwards the group itself holds its sizes.
  const [initial] = useState(() =>
    readLayout(useMirrors.getState().settings?.settings.layout[group], panelIds),
  );
  const remember = useCallback(
    (layout: Layout) => {
      const before = useMirrors.getState().settings?.settings.layout ?? {};
      if (JSON.stringify(before[group]) === JSON.stringify(layout)) return;
      attempt(client.call('settings.change', { patch: { layout: { ...before, [group]: layout } } }));
    },
    [client, group],
  );
  return { initial, remember };
}
