import type { Layout } from 'react-resizable-panels';
import { useClient } from '../../client/client-context';
import { useMirrors } from '../../store/topics';

/**
 * The remembered sizes of a group of docked panels, per cent, and how to remember new ones.
 * @param id key within the user's `layout` setting
 * @param panels ids of its panels; sizes of other ones are an older version's and are forgotten
 */
export function usePanelLayout(
  id: string,
  panels: readonly string[],
): { readonly stored: Layout | undefined; remember(layout: Layout): void } {
  const client = useClient();
  const stored = useMirrors((mirrors) => mirrors.settings?.settings.layout[id]);
  return {
    stored: isLayout(stored, panels) ? stored : undefined,
    remember(layout) {
      const before = useMirrors.getState().settings?.settings.layout ?? {};
      // A size that is not kept is no reason to disturb anyone.
      client
        .call('settings.change', { patch: { layout: { ...before, [id]: layout } } })
        .catch(() => undefined);
    },
  };
}

function isLayout(value: unknown, panels: readonly string[]): value is Layout {
  return (
    typeof value === 'object' &&
    value !== null &&
    panels.every((panel) => typeof (value as Record<string, unknown>)[panel] === 'number') &&
    Object.keys(value).length === panels.length
  );
}
