import { useMirrors } from '../../store/topics';

/** Whether things should move at once rather than glide. */
export function useReducedMotion(): boolean {
  const chosen = useMirrors((mirrors) => mirrors.settings?.settings.reducedMotion ?? 'system');
  if (chosen !== 'system') return chosen === 'on';
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
