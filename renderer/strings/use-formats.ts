import { useMemo } from 'react';
import { useLanguage } from './define-strings';
import {
  formatBytes,
  formatFrameRate,
  formatMoment,
  formatNumber,
  formatPercent,
  formatTook,
} from './formats';

/** The formats in the user's language. */
export function useFormats() {
  const language = useLanguage();
  return useMemo(
    () => ({
      number: (value: number, digits = 0) => formatNumber(value, language, digits),
      bytes: (bytes: number) => formatBytes(bytes, language),
      frameRate: (rate: readonly [number, number]) => formatFrameRate(rate, language),
      percent: (share: number) => formatPercent(share, language),
      took: (seconds: number) => formatTook(seconds, language),
      moment: (milliseconds: number) => formatMoment(milliseconds, Date.now(), language),
    }),
    [language],
  );
}
