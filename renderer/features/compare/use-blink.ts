import { useEffect } from 'react';
import { useCompareView } from './compare-store';

/** Swaps before and after while the mode is blink. */
export function useBlink(): void {
  const mode = useCompareView((view) => view.mode);
  const rate = useCompareView((view) => view.blinkRate);
  useEffect(() => {
    if (mode !== 'blink') return;
    const { set } = useCompareView.getState();
    const timer = setInterval(() => {
      set({ blinkShows: useCompareView.getState().blinkShows === 'before' ? 'after' : 'before' });
    }, 1000 / rate);
    return () => clearInterval(timer);
  }, [mode, rate]);
}
