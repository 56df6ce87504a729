import { labFigureNames, type LabFactor, type LabMean } from '../../../preload/contract/lab';
import { labClipMeasures, type LabClips } from '../../../preload/contract/lab-clips';
import {
  labFitMeasures,
  labFitSizes,
  labFitViews,
  type LabFits,
  type LabFitValue,
} from '../../../preload/contract/lab-fits';
import type { LabComparison, LabReport, LabSnapshot } from '../../../preload/contract/studio/lab-run';

const methods = ['bicubic', 'sr:both', 'restore:both'];
const factors: readonly LabFactor[] = [4, 8];
const names = ['astronaut', 'portrait', 'talk-48'];
/** Two people, so that there are intervals; the second clip shows both. */
const clipFaces = [
  { name: 'talk', file: 2, person: 0 },
  { name: 'interview', file: 3, person: 0 },
  { name: 'interview', file: 3, person: 1 },
];

const mean = (value: number): LabMean => ({ mean: value, interval: [value - 0.4, value + 0.4] });
const all = <K extends string, V>(keys: readonly K[], valueOf: (key: K, place: number) => V) =>
  Object.fromEntries(keys.map((key, place) => [key, valueOf(key, place)])) as Record<K, V>;

const faceMeasures = labFigureNames.filter((name) => name !== 'gain');

/** Two finished runs, of which both measured everything. */
export function labRuns(): LabSnapshot {
  const run = (id: string, startedAt: number) => ({
    ...{ id, startedAt, names: ['astronaut.png', 'talk.mp4'], methods, factors: [...factors] },
    parts: ['faces', 'clips', 'fits', 'memory'] as const,
    status: { state: 'done' as const, pictures: 3, people: 2, seconds: 321 },
  });
  return {
    runs: [run('l2', 2), run('l1', 1)].map((one) => ({ ...one, parts: [...one.parts] })),
  };
}

function clips(): LabClips {
  return {
    protocol: ['Poor: the first 4 s of each clip, half the size.'],
    ...{ people: 2, leftOut: ['landscape.mp4'] },
    faces: clipFaces.map((face) => ({
      ...{ ...face, frames: 100, shownFrame: 48, scale: 2 },
      sharp: { flicker: 0.6, frameFlicker: 0.4 },
    })),
    values: clipFaces.flatMap((_, face) =>
      methods.map((method, at) => ({
        ...{ face, method, shown: { psnr: 33 + face + at, ssim: 0.9 } },
        measures: all(labClipMeasures, (_name, place) => (place === 0 ? 33 + face + at : 0.5 + at / 10)),
      })),
    ),
    rows: methods.map((method, at) => ({
      ...{ method, milliseconds: 12 + 140 * at, gain: mean(at) },
      means: all(labClipMeasures, (_name, place) => mean(place === 0 ? 34 + at : 0.5 + at / 10)),
    })),
  };
}

function fits(): LabFits {
  const error = (size: number, view: string) => (view === 'small' ? 80 : 40) / size;
  return {
    protocol: ['Each picture by itself.'],
    values: names.flatMap((_, picture) =>
      labFitSizes.flatMap((size) =>
        labFitViews.map((view): LabFitValue => {
          const isFound = picture > 0 || size > 16 || view === 'restored';
          const measures = all(labFitMeasures, (name) =>
            !isFound && name !== 'overlap' ? null : error(size, view) + picture / 10,
          );
          return { picture, size, view, measures };
        }),
      ),
    ),
    rows: labFitSizes.flatMap((size) =>
      labFitViews.map((view) => ({
        ...{ size, view, found: size === 16 && view === 'small' ? 2 / 3 : 1 },
        means: all(labFitMeasures, (name) =>
          mean(name === 'overlap' ? 1 - error(size, view) / 10 : error(size, view)),
        ),
      })),
    ),
  };
}

/** What such a run found. */
export function labReport(): LabReport {
  return {
    made: { version: '1', date: '2026-11-30', machine: 'a computer', seed: 1, seconds: 321 },
    protocol: ['Sharp: the aligned crop.'],
    methods: methods.map((name, at) => ({
      ...{ name, weights: 'w', milliseconds: 1 + 300 * at, peakBytes: 2e8 + at * 3e7 },
    })),
    ...{ factors, people: 2, leftOut: [], clips: clips(), fits: fits() },
    pictures: names.map((name, file) => ({
      ...{ name, file, frame: file === 2 ? 48 : 0, person: file === 0 ? 0 : 1, interOcularPixels: 60 },
    })),
    values: names.flatMap((_, picture) =>
      factors.flatMap((factor) =>
        methods.map((method, at) => ({
          ...{ picture, factor, method, gain: at },
          measures: all(faceMeasures, (_name, place) => (place === 0 ? 25 + at + picture : 0.5 + at / 10)),
        })),
      ),
    ),
    rows: factors.flatMap((factor) =>
      methods.map((method, at) => ({
        ...{ factor, method, gain: mean(at) },
        means: all(faceMeasures, (_name, place) => mean(place === 0 ? 26 + at : 0.5 + at / 10)),
      })),
    ),
  };
}

/** What the newer run has over the older one. */
export function labComparison(): LabComparison {
  const { rows, clips: whole, fits: fitted } = labReport();
  return {
    ...{ pictures: 3, people: 2, rows: [...rows], changed: [] },
    clips: { faces: 3, people: 2, rows: [...(whole?.rows ?? [])], alike: false },
    fits: { rows: [...(fitted?.rows ?? [])] },
  };
}
