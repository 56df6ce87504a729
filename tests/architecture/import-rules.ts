import type { Import, SourceFile } from './source-files';

/** Folders of main/engine that any stage may use, and what each of them may use itself. */
const foundations: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  pixels: ['errors'],
  simd: [],
  stream: ['errors', 'pixels'],
  geometry: ['errors', 'pixels', 'simd'],
  models: ['errors'],
  inference: ['errors', 'pixels', 'simd', 'stream', 'geometry', 'models'],
};

/** Folders of main/engine that know nothing of each other. */
const stages = ['media', 'faces', 'people', 'enhance', 'compose', 'export', 'project', 'jobs'];

/** What may wire stages together: the files directly in main/engine, and the parts of the two passes. */
const wiring = [
  'analyse',
  'references',
  'render',
  'reconstruct',
  'volume',
  'degrade',
  'doctor',
  'model-library',
  'lab',
  'studio',
];

/** Packages and Node modules with few importers: package -> path prefixes. */
const soleImporters: Readonly<Record<string, readonly string[]>> = {
  'onnxruntime-node': ['main/engine/inference/'],
  'fluent-ffmpeg': ['main/engine/media/'],
  sharp: ['main/engine/media/', 'main/engine/export/', 'main/hosts/'],
  child_process: ['main/engine/media/', 'main/engine/inference/', 'main/engine/lab/memory/', 'main/hosts/'],
  commander: ['main/hosts/cli/'],
  electron: ['main/hosts/electron/', 'preload/'],
  'electron-updater': ['main/hosts/electron/'],
  ws: ['main/hosts/server/'],
};

/** What would tie the engine to one host. */
const hostModules = [
  'electron',
  'http',
  'https',
  'http2',
  'ws',
  'express',
  'fastify',
  'commander',
  'readline',
];

/** A process of its own, started by its argument rather than by a user's command line. */
const childEntryPoints = ['main/engine/inference/device-probe.ts'];

/** Pure folders: no files, processes or sockets, but for the loader of the morphable model. */
const impureModules = ['fs', 'fs/promises', 'child_process', 'worker_threads', 'os', 'net'];
const pureExcept: Readonly<Record<string, readonly string[]>> = {
  'main/engine/geometry/': ['main/engine/geometry/load-face-model.ts'],
  'main/engine/compose/': [],
};

export interface Violation {
  readonly file: string;
  readonly rule: string;
}

/** Every breach of the house's import rules. */
export function importViolations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) => [
    ...file.imports.flatMap((imported) => {
      const rule = imported.inRepository
        ? (acrossTheContract(file.path, imported) ?? insideTheEngine(file.path, imported))
        : packageRule(file.path, imported);
      return rule === undefined ? [] : [{ file: file.path, rule }];
    }),
    ...(file.path.startsWith('main/engine/') &&
    !childEntryPoints.includes(file.path) &&
    /\bprocess\.argv\b/.test(file.text)
      ? [{ file: file.path, rule: 'the engine reads no argv' }]
      : []),
  ]);
}

function acrossTheContract(from: string, { target }: Import): string | undefined {
  const contract = 'preload/contract/';
  if (target === 'package.json')
    return from.startsWith('main/hosts/') ? undefined : 'only a host reads package.json';
  if (from.startsWith(contract)) {
    return target.startsWith(contract) ? undefined : `the contract imports only itself, not ${target}`;
  }
  if (from.startsWith('renderer/') && !target.startsWith('renderer/') && !target.startsWith(contract)) {
    return `the renderer imports only itself and the contract, not ${target}`;
  }
  if (from.startsWith('preload/') && !target.startsWith('preload/')) {
    return `preload imports only itself, not ${target}`;
  }
  if (from.startsWith('main/') && !target.startsWith('main/') && !target.startsWith(contract)) {
    return `main imports only itself and the contract, not ${target}`;
  }
  if (from.startsWith('main/engine/') && /^main\/(hosts|rpc)\//.test(target)) {
    return `the engine knows no host: ${target}`;
  }
  return undefined;
}

function insideTheEngine(from: string, { target, typeOnly }: Import): string | undefined {
  const here = engineFolder(from);
  const there = engineFolder(target);
  if (here === undefined) return undefined;
  if (here === '' || wiring.includes(here)) return undefined;
  if (!(here in foundations) && !stages.includes(here)) {
    return `main/engine/${here} is neither a foundation, a stage nor wiring: add it to tests/architecture/import-rules.ts`;
  }
  if (there === undefined || there === here) return undefined;
  if (typeOnly && target === 'main/engine/faces/types') return undefined;
  if (here in foundations) {
    return foundations[here].includes(there)
      ? undefined
      : `the foundation ${here} may not use ${there || target}`;
  }
  return there in foundations ? undefined : `the stage ${here} may not use ${there === '' ? target : there}`;
}

function packageRule(from: string, { target }: Import): string | undefined {
  const allowed = soleImporters[target];
  if (allowed?.some((prefix) => from.startsWith(prefix)) === false) {
    return `${target} is imported only in ${allowed.join(', ')}`;
  }
  if (from.startsWith('main/engine/') && hostModules.includes(target))
    return `the engine imports no ${target}`;
  if (from.startsWith('preload/contract/') && target !== 'zod')
    return `the contract imports only zod, not ${target}`;
  for (const [folder, exceptions] of Object.entries(pureExcept)) {
    if (from.startsWith(folder) && impureModules.includes(target) && !exceptions.includes(from)) {
      return `${folder} is pure: no ${target}`;
    }
  }
  return undefined;
}

/** `media` for main/engine/media/probe.ts, empty for a file directly in main/engine, undefined outside. */
function engineFolder(filePath: string): string | undefined {
  const match = /^main\/engine\/(?:([^/]+)\/)?[^/]+$/.exec(
    filePath.replace(/^(main\/engine\/[^/]+\/).*\//, '$1'),
  );
  return match === null ? undefined : (match[1] ?? '');
}
