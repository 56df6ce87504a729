import { create } from 'zustand';

export const settingsPages = ['appearance', 'general', 'shortcuts', 'models', 'devices', 'about'] as const;
export type SettingsPage = (typeof settingsPages)[number];

interface SettingsPageStore {
  readonly page: SettingsPage;
  readonly open: (page: SettingsPage) => void;
}

/** Which page of the settings is seen. */
export const useSettingsPage = create<SettingsPageStore>((set) => ({
  page: 'appearance',
  open: (page) => set({ page }),
}));
