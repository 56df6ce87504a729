import { resolveLanguage } from '../strings/define-strings';
import { useMirrors } from '../store/topics';
import type { UserSettings } from '../../preload/contract/studio/user-settings';

/** The theme in force: the user's, or the system's. */
export function resolveTheme(chosen: UserSettings['theme'], systemIsLight: boolean): 'dark' | 'light' {
  return chosen === 'system' ? (systemIsLight ? 'light' : 'dark') : chosen;
}

/** Keeps theme, size, motion and language of the page as the settings say. Returns its end. */
export function followAppearance(): () => void {
  const systemLight = window.matchMedia('(prefers-color-scheme: light)');
  const apply = () => {
    const settings = useMirrors.getState().settings?.settings;
    if (settings === undefined) return;
    const root = document.documentElement;
    root.dataset.theme = resolveTheme(settings.theme, systemLight.matches);
    root.dataset.motion = { system: 'system', on: 'reduced', off: 'full' }[settings.reducedMotion];
    root.lang = resolveLanguage(settings.language, navigator.languages);
    // Not `zoom` on the page itself: what floats is placed in the page's own pixels. See shell.css.
    root.style.setProperty('--zoom', String(settings.uiScale));
  };
  apply();
  const end = useMirrors.subscribe((now, before) => {
    if (now.settings !== before.settings) apply();
  });
  systemLight.addEventListener('change', apply);
  return () => {
    end();
    systemLight.removeEventListener('change', apply);
  };
}
