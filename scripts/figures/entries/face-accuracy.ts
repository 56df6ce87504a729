import type { FrontalFigures } from '../../measure-face/measure-frontal';
import type { PeopleReport } from '../../measure-face/measure-people';
import type { PhotographsReport } from '../../measure-face/measure-photographs';
import type { SyntheticFigures } from '../../measure-face/measure-synthetic';
import type { TimeReport } from '../../measure-face/measure-time';
import { byDigit, fixed, percent, tableOf } from '../cells';
import type { Judged, Rows, Table } from '../figure';
import { built } from '../step';

const bins = ['0 to 15', '15 to 30', '30 to 45', '45 to 90'] as const;
const binTitles = ['turned less than 15°', '15 to 30°', '30 to 45°', 'farther'] as const;

const bounds: Readonly<Record<string, Judged>> = {
  ...{ surface: byDigit('less', 2), pitch: byDigit('less', 1), yaw: byDigit('less', 1) },
  ...{ 'seen pitch': byDigit('less', 1), 'seen yaw': byDigit('less', 1), 'seen roll': byDigit('less', 1) },
  ...{ roll: byDigit('less', 1), mean: byDigit('less', 3), below: { better: 'more', noise: 1 } },
  ...{ own: byDigit('more', 2), above: { better: 'more', noise: 0 } },
  ...{ 'same, largest': byDigit('less', 1), closer: { better: 'more', noise: 0 } },
};

const ofPicture = ({ people, surface, meanFace, angles, seen }: SyntheticFigures) => ({
  ...{ people, surface, meanFace },
  ...{ pitch: angles[0], yaw: angles[1], roll: angles[2] },
  ...{ 'seen pitch': seen[0], 'seen yaw': seen[1], 'seen roll': seen[2] },
});

export const faceAccuracy: Table = {
  ...{ kind: 'table', name: 'face-accuracy', pages: ['docs/results.md'] },
  ...{ about: 'the 3D face against aims', needs: ['portraits', 'photographs', 'grid'], minutes: 90 },
  steps: (at) => {
    const measure = (what: string, name: string, ...more: readonly string[]) =>
      built('measure-face', what, ...more, '--json', at.work(`${name}.json`));
    const portraits = ['--portraits', at.of('portraits')];
    const photographs = ['--photographs', at.of('photographs')];
    const clips = ['swiz3n', 'lbax4n', 'brbk7n'].map((clip) => `${at.of('grid')}/${clip}.mpg`);
    return [
      measure('synthetic', 'pictures', ...portraits, '--people', '40', '--clips', '0'),
      measure('synthetic', 'lens', ...portraits, '--people', '40', '--clips', '0', '--lens'),
      measure('synthetic', 'clips', ...portraits, '--people', '16', '--clips', '16'),
      measure('photographs', 'photographs', ...portraits, ...photographs),
      measure('frontal', 'frontal', ...portraits, ...photographs),
      measure('people', 'people', ...portraits, ...clips),
      measure('time', 'time', clips[0]),
    ];
  },
  read: (json): Rows => {
    const drawn = (name: string, from: SyntheticFigures['from']) => {
      const found = (json(name) as SyntheticFigures[]).find(
        (one) => one.generator === 'model' && one.from === from,
      );
      if (found === undefined) throw new Error(`measure-face gave no ${from} in ${name}`);
      return found;
    };
    const picture = drawn('pictures.json', 'picture');
    const lens = drawn('lens.json', 'picture');
    const clip = drawn('clips.json', 'clip');
    const { portraits, photographs } = json('photographs.json') as PhotographsReport;
    if (photographs === undefined) throw new Error('measure-face gave no photographs');
    const { takes, closer } = json('people.json') as PeopleReport;
    const { frame, person, correction, irises } = json('time.json') as TimeReport;
    const same = takes.map((take) => take.same);
    return {
      picture: ofPicture(picture),
      'picture, lens': ofPicture(lens),
      clip: { people: clip.people, surface: clip.surface, meanFace: clip.meanFace },
      portraits: { faces: portraits.faces, mean: portraits.mean, below: portraits.below },
      photographs: {
        ...{ faces: photographs.faces, mean: photographs.mean },
        ...{ median: photographs.median, below: photographs.below },
      },
      ...Object.fromEntries(
        (json('frontal.json') as FrontalFigures[]).map(({ from, to, ...figures }) => [
          `frontal, ${from} to ${to}`,
          { ...figures },
        ]),
      ),
      halves: {
        ...{ 'same, least': Math.min(...same), 'same, largest': Math.max(...same) },
        nearestOther: Math.min(...takes.map(({ nearestOther }) => nearestOther)),
        ...{ closer, takes: takes.length },
      },
      'ms a frame': { ...frame },
      's a person': { median: person.median / 1000, best: person.best / 1000 },
      's a correction': { median: correction.median / 1000, best: correction.best / 1000 },
      'ms irises': { ...irises },
    };
  },
  judged: (measure, row) => (/^ms|^s a/.test(row) ? undefined : bounds[measure]),
  table: ({ rows }) => {
    const { picture, 'picture, lens': lens, clip, portraits, photographs, halves } = rows;
    const frontal = bins.flatMap((bin, i) => {
      const found = rows[`frontal, ${bin}`];
      if (found === undefined) return [];
      const other = i === 0 ? `likest other ${fixed(found.likestOther)}` : fixed(found.likestOther);
      return [`${binTitles[i]}: ${fixed(found.own)}, ${other} (${found.faces}${i === 0 ? ' faces' : ''})`];
    });
    const all = bins.map((bin) => rows[`frontal, ${bin}`]).filter((found) => found !== undefined);
    const faces = all.reduce((sum, found) => sum + found.faces, 0);
    const above = all.reduce((sum, found) => sum + found.above, 0);
    const time = rows['ms a frame'];
    const person = rows['s a person'];
    const correction = rows['s a correction'];
    const irises = rows['ms irises'];
    return tableOf(
      ['measure', 'figure', 'aim'],
      [
        [
          `surface from one frontal picture, ${picture.people} faces drawn from the model itself, with exact truth, mean distance after rigid alignment`,
          `${fixed(picture.surface)} mm; the mean face alone ${fixed(picture.meanFace)} mm`,
          '1.5 mm, and a quarter below the mean face',
        ],
        [
          'the same where the picture names its lens (`--lens`)',
          `${fixed(lens.surface)} mm; the mean face alone ${fixed(lens.meanFace)} mm`,
          '',
        ],
        [
          `surface from a turning clip of 60 frames, ${clip.people} faces`,
          `${fixed(clip.surface)} mm, the mean face ${fixed(clip.meanFace)} mm`,
          '1.0 mm',
        ],
        [
          'pose on those pictures against the line of sight, which is what a picture shows, mean of pitch, yaw, roll',
          `${fixed(picture['seen pitch'])}°, ${fixed(picture['seen yaw'])}°, ${fixed(picture['seen roll'])}°`,
          '1°',
        ],
        [
          "the same against the camera's axes, through an assumed lens",
          `${fixed(picture.pitch, 1)}°, ${fixed(picture.yaw, 1)}°, ${fixed(picture.roll, 1)}°`,
          '',
        ],
        [
          "against the camera's axes, where the picture names its lens",
          `${fixed(lens.pitch, 1)}°, ${fixed(lens.yaw, 1)}°, ${fixed(lens.roll, 1)}°`,
          '1°',
        ],
        [
          `68 points of the projected mesh against the landmark network, over the distance of the outer eye corners, ${portraits.faces} portraits held out from the restorer's training`,
          `${percent(portraits.mean)} mean, ${portraits.below} below 3 %`,
          '3 %',
        ],
        [
          `the same on ${photographs.faces} faces of six photographs`,
          `${percent(photographs.mean)} mean, ${percent(photographs.median)} median, ${photographs.below} below 3 %`,
          '3 %',
        ],
        [
          `the frontal view against the picture it was made from, cosine of the identity embeddings, ${faces} faces of the held-out portraits and six photographs; beside it the picture against the likest of the others`,
          `${frontal.join('; ')}; nearer to oneself ${above} of ${faces}`,
          'by a clear margin up to 45°',
        ],
        [
          'identity over halves of the three GRID clips, standard deviations',
          `${fixed(halves['same, least'], 1)} to ${fixed(halves['same, largest'], 1)} to oneself, ${fixed(halves.nearestOther, 1)} or more to anybody else, ${halves.closer} of ${halves.takes}`,
          'nearer to oneself',
        ],
        [
          'landmarks to coefficients, one frame, processor time',
          `${fixed(time.median, 1)} ms median, ${fixed(time.best, 1)} ms best`,
          '3 ms',
        ],
        [
          'a person from 60 frames, processor time, the correction of vertices included',
          `${fixed(person.median)} s median, ${fixed(person.best)} s best; of it the correction ${fixed(correction.median)} s`,
          '1 s',
        ],
        ['the irises of a face, found in the picture', `${fixed(irises.median, 1)} ms median`, ''],
      ],
    );
  },
};
