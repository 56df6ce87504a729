import { useSyncExternalStore } from 'react';

/** Colours of the theme that are drawn on canvases, as CSS writes them. */
export interface ThemeColours {
  readonly accent: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly text: string;
  readonly faint: string;
  readonly grid: string;
  readonly panel: string;
  readonly warm: string;
  readonly blue: string;
  readonly violet: string;
  readonly warmSoft: string;
}

const variables: Record<keyof ThemeColours, string> = {
  accent: '--ac',
  line: '--line',
  lineStrong: '--line-2',
  text: '--tx',
  faint: '--tx-3',
  grid: '--line-3',
  panel: '--panel',
  warm: '--p1',
  blue: '--p2',
  violet: '--p3',
  warmSoft: '--p1-soft',
};

let known: { theme: string; colours: ThemeColours } | undefined;

function themeNow(): string {
  return document.documentElement.dataset.theme ?? 'dark';
}

function read(): ThemeColours {
  const theme = themeNow();
  if (known?.theme !== theme) {
    const style = getComputedStyle(document.documentElement);
    const entries = Object.entries(variables).map(([name, variable]) => [
      name,
      style.getPropertyValue(variable).trim() || '#888',
    ]);
    known = { theme, colours: Object.fromEntries(entries) as unknown as ThemeColours };
  }
  return known.colours;
}

function follow(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    observer.disconnect();
  };
}

/** The theme's colours for canvases; new ones when the theme changes. */
export function useThemeColours(): ThemeColours {
  return useSyncExternalStore(follow, read);
}
