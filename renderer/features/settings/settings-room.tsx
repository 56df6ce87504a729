import type { ReactNode } from 'react';
import { Boxes, Cpu, Info, Keyboard, Palette, SlidersHorizontal } from 'lucide-react';
import { useSettingsPage, type SettingsPage } from '../../store/settings-page';
import { Tabs } from '../../ui';
import { AboutPage } from './about-page';
import { AppearancePage } from './appearance-page';
import { DevicesPage } from './devices-page';
import { GeneralPage } from './general-page';
import { ModelsPage } from './models-page';
import { ShortcutsPage } from './shortcuts-page';
import { useSettingsStrings } from './strings';
import './settings.css';

/** Everything that belongs to the user and the computer rather than to a project. */
export function SettingsRoom() {
  const t = useSettingsStrings();
  const page = useSettingsPage((store) => store.page);
  const open = useSettingsPage((store) => store.open);
  const pages: readonly {
    readonly value: SettingsPage;
    readonly icon: ReactNode;
    readonly page: ReactNode;
  }[] = [
    { value: 'appearance', icon: <Palette />, page: <AppearancePage /> },
    { value: 'general', icon: <SlidersHorizontal />, page: <GeneralPage /> },
    { value: 'shortcuts', icon: <Keyboard />, page: <ShortcutsPage /> },
    { value: 'models', icon: <Boxes />, page: <ModelsPage /> },
    { value: 'devices', icon: <Cpu />, page: <DevicesPage /> },
    { value: 'about', icon: <Info />, page: <AboutPage /> },
  ];
  return (
    <main className="settings">
      <Tabs
        label={t.settings}
        direction="column"
        value={page}
        onChange={open}
        tabs={pages.map((item) => ({
          value: item.value,
          label: (
            <>
              {item.icon}
              {t[`page ${item.value}`]}
            </>
          ),
          content: (
            <div className="settings-page">
              <h1>{t[`page ${item.value}`]}</h1>
              {item.page}
            </div>
          ),
        }))}
      />
    </main>
  );
}
