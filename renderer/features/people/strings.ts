import { defineStrings } from '../../strings/define-strings';

export const usePeopleStrings = defineStrings({
  en: {
    people: 'People',
    list: 'People of the clip',
    rename: (name: string) => `Rename ${name}`,
    enhance: (name: string) => `Enhance ${name}`,
    strength: (name: string) => `Strength for ${name}`,
    select: (name: string) => `Select ${name}`,
    menuOf: (name: string) => `Actions for ${name}`,
    goToBest: 'Go to their sharpest frame',
    inspect: 'Show in 3D',
    onlyThis: 'Enhance only this person',
    all: 'Enhance everyone',
    merge: 'Same person as',
    split: 'Make a person of their own from',
    track: (first: string, last: string) => `${first} – ${last}`,
    unknown: (count: number) =>
      count === 1
        ? '1 face was seen too shortly to be anyone and is left as it was.'
        : `${count} faces were seen too shortly to be anyone and are left as they were.`,
    noneTitle: 'No people found',
    noneText: 'Faces need to be about 16 pixels wide to be found.',
    analysingTitle: 'Looking for people',
    analysingText: 'Everyone in the clip appears here, with a face of their own in 3D.',
    waitingTitle: 'No people yet',
    waitingText: 'Analyse the clip and everyone in it appears here.',
    failedTitle: 'The analysis failed',
    analyse: 'Analyse',
    again: 'Try again',
    stop: 'Stop',
  },
  de: {
    people: 'Personen',
    list: 'Personen des Clips',
    rename: (name: string) => `${name} umbenennen`,
    enhance: (name: string) => `${name} verbessern`,
    strength: (name: string) => `Stärke für ${name}`,
    select: (name: string) => `${name} auswählen`,
    menuOf: (name: string) => `Aktionen für ${name}`,
    goToBest: 'Zum schärfsten Bild der Person',
    inspect: 'In 3D zeigen',
    onlyThis: 'Nur diese Person verbessern',
    all: 'Alle verbessern',
    merge: 'Dieselbe Person wie',
    split: 'Eine eigene Person machen aus',
    track: (first: string, last: string) => `${first} – ${last}`,
    unknown: (count: number) =>
      count === 1
        ? '1 Gesicht war zu kurz zu sehen, um jemand zu sein, und bleibt, wie es war.'
        : `${count} Gesichter waren zu kurz zu sehen, um jemand zu sein, und bleiben, wie sie waren.`,
    noneTitle: 'Niemand gefunden',
    noneText: 'Gesichter müssen etwa 16 Pixel breit sein, um gefunden zu werden.',
    analysingTitle: 'Personen werden gesucht',
    analysingText: 'Alle im Clip erscheinen hier, jede mit einem eigenen Gesicht in 3D.',
    waitingTitle: 'Noch keine Personen',
    waitingText: 'Analysiere den Clip, dann erscheinen hier alle, die darin vorkommen.',
    failedTitle: 'Die Analyse ist gescheitert',
    analyse: 'Analysieren',
    again: 'Noch einmal',
    stop: 'Anhalten',
  },
});
