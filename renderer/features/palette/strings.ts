import { defineStrings } from '../../strings/define-strings';

export const usePaletteStrings = defineStrings({
  en: {
    commands: 'Commands',
    search: 'Type a command, a clip or a person',
    none: 'Nothing of that name',
    media: 'Media',
    people: 'People',
    group: 'Help',
    cheatSheet: 'All shortcuts',
    cheatSheetText: 'Change them in Settings, Shortcuts.',
    edit: 'Change shortcuts',
  },
  de: {
    commands: 'Befehle',
    search: 'Befehl, Clip oder Person eingeben',
    none: 'Nichts mit diesem Namen',
    media: 'Medien',
    people: 'Personen',
    group: 'Hilfe',
    cheatSheet: 'Alle Kürzel',
    cheatSheetText: 'Ändern lassen sie sich unter „Einstellungen“, „Kürzel“.',
    edit: 'Kürzel ändern',
  },
});
