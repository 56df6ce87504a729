import { useEffect } from 'react';
import { useMirrors } from '../store/topics';
import { commandFor } from './bindings';
import { useCommandRegistry } from './command-registry';
import { isMac } from './key-chord';

/** Runs the command whose keys are pressed. Fields, menus and dialogs keep the keys that they need themselves. */
export function useDispatcher(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || keepsKeys(event)) return;
      const edits = useMirrors.getState().settings?.settings.shortcuts ?? {};
      const command = commandFor(event, useCommandRegistry.getState().commands.values(), edits, isMac);
      if (command === undefined) return;
      event.preventDefault();
      command.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** Keys by which the focused control itself is worked. */
const ownKeys: readonly (readonly [selector: string, keys: RegExp])[] = [
  ['button, a[href], summary, [role="button"]', /^( |Enter)$/],
  ['[role="slider"], [role="separator"]', /^(Arrow.*|Home|End|Page.*)$/],
  ['[role="radio"], [role="tab"]', /^(Arrow.*|Home|End| |Enter)$/],
];

function keepsKeys(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : undefined;
  if (target !== undefined && target.closest('[role="menu"]') !== null) return true;
  // Behind an open dialog nothing may happen; what a dialog offers by key it handles itself.
  if (document.querySelector('[role="dialog"][data-state="open"]') !== null) return true;
  const chord = event.ctrlKey || event.metaKey || event.altKey;
  const field = target?.closest<HTMLElement>('input, textarea, select, [contenteditable="true"]') ?? null;
  if (field !== null) {
    const editing = /^[acvxzy]$/i.test(event.key) || event.key.length > 1;
    return !chord || editing;
  }
  // Who reached a button by the mouse means the studio by the next space bar, not that button again.
  if (event.key === ' ' && target?.matches(':focus-visible') === false) return false;
  return (
    !chord &&
    ownKeys.some(([selector, keys]) => (target?.closest(selector) ?? null) !== null && keys.test(event.key))
  );
}
