import type { Picture, Places } from '../figure';
import { built, facet, script } from '../step';
import { sideBySide } from './flicker';

const sheet = (at: Places, name: string, options: readonly string[], files: readonly string[]) =>
  script('scripts/before-after-sheet.mjs', at.work(name), ...options, ...files);
const pair = (at: Places, name: string) => [at.work(`${name}.side-by-side.mp4`), at.work(`${name}.facet`)];

export const beforeAfter: Picture = {
  ...{ kind: 'picture', name: 'before-after', about: 'the demo’s face, before and after' },
  ...{ needs: [], minutes: 2 },
  steps: (at) => [
    facet('demo', ['--output', at.work('demo')]),
    sheet(...([at, 'before-after.png', ['--rows', '2', '--cell', '360']] as const), [
      at.work('demo/enhanced.side-by-side.mp4'),
      at.work('demo/input.facet'),
    ]),
  ],
  files: { 'before-after.png': 'docs/images/before-after.png' },
};

const gridClips = ['swiz3n', 'lbax4n', 'brbk7n'] as const;

export const gridSheet: Picture = {
  ...{ kind: 'picture', name: 'sheet-grid', about: 'the GRID clips, before and after' },
  ...{ needs: ['grid'], minutes: 6 },
  steps: (at) => [
    ...gridClips.map((clip) => sideBySide(at, clip, [`${at.of('grid')}/${clip}.mpg`])),
    sheet(
      ...([at, 'sheet-grid.jpg', ['--rows', '2', '--cell', '400']] as const),
      gridClips.flatMap((clip) => pair(at, clip)),
    ),
  ],
  files: { 'sheet-grid.jpg': 'docs/images/sheet-grid.jpg' },
};

export const franckSheet: Picture = {
  ...{ kind: 'picture', name: 'sheet-franck', about: 'franck, before and after' },
  ...{ needs: ['franck'], minutes: 5 },
  steps: (at) => [
    sideBySide(at, 'franck', [at.of('franck'), '--from', '60', '--to', '68']),
    sheet(at, 'sheet-franck.jpg', ['--rows', '4', '--cell', '400'], pair(at, 'franck')),
  ],
  files: { 'sheet-franck.jpg': 'docs/images/sheet-franck.jpg' },
};

const samples = [1, 2, 3, 4, 5, 6].map((n) => `sample${n}`);

export const photographsSheet: Picture = {
  ...{ kind: 'picture', name: 'sheet-photographs', about: 'six photographs, before and after' },
  ...{ needs: ['photographs'], minutes: 5 },
  steps: (at) => [
    ...samples.map((name) =>
      facet('enhance', [
        ...[`${at.of('photographs')}/${name}.jpg`, '-o', at.work(`${name}.png`), '--scale', '2'],
        ...['--side-by-side', '--project', at.work(`${name}.facet`), '--overwrite'],
      ]),
    ),
    sheet(
      ...([at, 'sheet-photographs.jpg', ['--rows', '9', '--cell', '320']] as const),
      samples.flatMap((name) => [at.work(`${name}.side-by-side.png`), at.work(`${name}.facet`)]),
    ),
  ],
  files: { 'sheet-photographs.jpg': 'docs/images/sheet-photographs.jpg' },
};

/** Held-out people, light and dark, with glasses, hats and hair over the forehead; the NASA portrait among them. */
const galleries = {
  'face-gallery-1.jpg': ['female-0', 'female-12', 'female-21', 'female-27', 'female-42', 'female-69'],
  'face-gallery-2.jpg': ['female-84', 'astronaut', 'male-15', 'male-33', 'male-42', 'male-69'],
} as const;

export const faceGallery: Picture = {
  ...{ kind: 'picture', name: 'face-gallery', about: 'twelve faces, each from one picture' },
  ...{ needs: ['portraits'], minutes: 8 },
  steps: (at) =>
    Object.entries(galleries).map(([name, people]) =>
      built(
        'face-gallery',
        at.work(name),
        ...people.map((person) =>
          person === 'astronaut'
            ? 'assets/samples/astronaut.png'
            : `${at.of('portraits')}/faces/faker-${person}.jpg`,
        ),
      ),
    ),
  files: {
    'face-gallery-1.jpg': 'docs/images/face-gallery-1.jpg',
    'face-gallery-2.jpg': 'docs/images/face-gallery-2.jpg',
  },
};
