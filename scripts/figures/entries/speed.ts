import type { BenchReport } from '../../../main/hosts/cli/bench/run-bench';
import type { RasterizerFigures } from '../../measure-rasterizer';
import type { ScrubbingFigures } from '../../measure-scrubbing';
import { fixed, tableOf } from '../cells';
import type { Table } from '../figure';
import { built, facet, script } from '../step';

/** Of this machine: shown, not judged. */
const ofTheMachine = { judged: () => undefined, pages: ['docs/results.md'], needs: [] } as const;

export const speed: Table = {
  ...{ kind: 'table', name: 'speed', about: 'frames a second, floor, memory', minutes: 20, ...ofTheMachine },
  steps: (at) => [facet('bench', ['--json'], at.work('bench.jsonl'))],
  read: (json) => {
    const lines = json('bench.jsonl') as readonly { type: string; result?: unknown }[];
    const report = lines.find(({ type }) => type === 'result')?.result as BenchReport | undefined;
    if (report === undefined) throw new Error('facet bench gave no result');
    return Object.fromEntries(
      report.rows.map(({ name, seconds, framesPerSecond, floor, peakBytes }) => [
        `${name}, ${seconds} s`,
        {
          ...{ fps: framesPerSecond, floor: floor.framesPerSecond, networks: floor.inference },
          ...{ decode: floor.decode, encode: floor.encode, megabytes: peakBytes / 1e6 },
        },
      ]),
    );
  },
  table: ({ rows }) =>
    tableOf(
      ['clip', 'fps', 'floor', 'networks', 'decode', 'encode', 'peak memory'],
      Object.entries(rows).map(([clip, row]) => [
        ...[clip, fixed(row.fps, 1), fixed(row.floor, 1)],
        ...['networks', 'decode', 'encode'].map((part) => `${fixed(row[part], 1)} ms`),
        `${fixed(row.megabytes, 0)} MB`,
      ]),
    ),
};

export const rasterizer: Table = {
  ...{ kind: 'table', name: 'rasterizer', about: 'drawing the 3D face', minutes: 1, ...ofTheMachine },
  steps: (at) => [built('measure-rasterizer', '--json', at.work('rasterizer.json'))],
  read: (json) =>
    Object.fromEntries(
      (json('rasterizer.json') as RasterizerFigures[])
        .filter(({ size }) => size >= 256)
        .map(({ size, raster, prior, withMask }) => [`${size} px`, { raster, prior, withMask }]),
    ),
  table: ({ rows }) =>
    tableOf(
      ['ms, one core', 'rasterizer', 'whole prior', 'with the mask for painting'],
      Object.entries(rows).map(([size, row]) => [
        size,
        ...['raster', 'prior', 'withMask'].map((part) => fixed(row[part], 1)),
      ]),
    ),
};

const clips = [
  ['key-25.mp4', '1 s'],
  ['key-250.mp4', '10 s'],
] as const;
const movements = [
  'stepping back',
  'dragging forwards, 5 frames a step',
  'dragging backwards, 5 frames a step',
  'jumping',
] as const;
const spread = ['median', '90 %', 'worst'] as const;

export const scrubbing: Table = {
  ...{ kind: 'table', name: 'scrubbing', about: 'dragging through a clip', minutes: 4, ...ofTheMachine },
  steps: (at) => [built('measure-scrubbing', '--json', at.work('scrubbing.json'))],
  read: (json) =>
    Object.fromEntries(
      (json('scrubbing.json') as ScrubbingFigures[])
        .filter(({ fresh, movement }) => !fresh && (movements as readonly string[]).includes(movement))
        .map(({ clip, movement, any, exact }) => [
          `${clip}, ${movement}`,
          Object.fromEntries(
            spread.flatMap((name, i) => [
              [`any, ${name}`, any[i]],
              [`exact, ${name}`, exact[i]],
            ]),
          ),
        ]),
    ),
  table: ({ rows }) =>
    tableOf(
      ['key frame every', 'movement', 'any', 'exact'],
      clips.flatMap(([clip, every]) =>
        movements.map((movement, i) => {
          const row = rows[`${clip}, ${movement}`];
          const times = (which: string) =>
            spread.map((name) => fixed(row[`${which}, ${name}`], 0)).join(', ');
          return [i === 0 ? every : '', movement, times('any'), times('exact')];
        }),
      ),
    ),
};

/** As scripts/measure-studio.mjs writes them. */
interface StudioFigures {
  readonly pageMegabytes: number;
  readonly paint: { readonly median: number; readonly worst: number };
  readonly wipe: number;
  readonly turning: number;
  readonly blocked: { readonly tasks: number; readonly worst: number };
  readonly imports: readonly { readonly done: number; readonly heap: number; readonly engine: number }[];
}

export const studioBars: Table = {
  ...{ kind: 'table', name: 'studio-bars', about: 'the studio’s own bars', minutes: 15, ...ofTheMachine },
  steps: (at) => [script('scripts/measure-studio.mjs', '--json', at.work('studio.json'))],
  read: (json) => {
    const { pageMegabytes, paint, wipe, turning, blocked, imports } = json('studio.json') as StudioFigures;
    return {
      paint: { ...paint },
      frames: { wipe, turning },
      blocked: { ...blocked },
      page: { megabytes: pageMegabytes },
      ...Object.fromEntries(imports.map(({ done, heap, engine }) => [`after ${done}`, { heap, engine }])),
    };
  },
  table: ({ rows }) => {
    const imports = Object.entries(rows).filter(([name]) => name.startsWith('after '));
    const list = (measure: string) => imports.map(([, row]) => fixed(row[measure], 0)).join(', ');
    const counts = imports.map(([name]) => name.replace('after ', ''));
    const { tasks, worst } = rows.blocked;
    return tableOf(
      ['', 'figure', 'bar'],
      [
        [
          'largest paint of the welcome, cold cache, five loads',
          `${fixed(rows.paint.median, 0)} ms median, ${fixed(rows.paint.worst, 0)} ms worst`,
          '1500 ms',
        ],
        ['dragging the wipe', `${fixed(rows.frames.wipe, 0)} frames/s`, '30'],
        ['turning the 3D view', `${fixed(rows.frames.turning, 0)} frames/s`, '15'],
        [
          'page blocked while a job runs, rooms change and the wipe is dragged',
          tasks === 0 ? 'none over 100 ms' : `${tasks} over 100 ms, the longest ${fixed(worst, 0)} ms`,
          '100 ms',
        ],
        ['the page, compressed', `${fixed(rows.page.megabytes)} MB`, '3 MB'],
        [
          `memory after ${counts.slice(0, -1).join(', ')} and ${counts.at(-1) ?? ''} imports`,
          `page heap ${list('heap')} MB; server and engine ${list('engine')} MB`,
          'flat',
        ],
      ],
    );
  },
};
