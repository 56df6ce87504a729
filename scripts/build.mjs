// Bundles every process entry point into dist/: one file each, npm packages left external.
// `--renderer` also builds the studio's pages, unless they are newer than everything they are made of.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');

/** Output name -> source. A worker is an entry point because `new Worker` needs a JavaScript file. */
const nodeEntryPoints = {
  facet: 'main/hosts/cli/facet.ts',
  'engine-worker': 'main/engine/engine-worker.ts',
  'lab-worker': 'main/engine/lab-worker.ts',
  'engine-process': 'main/hosts/engine-process/engine-process.ts',
  'device-probe': 'main/engine/inference/device-probe.ts',
  'electron-main': 'main/hosts/electron/main.ts',
  'generate-samples': 'assets/samples/generate/generate-samples.ts',
  'bake-person': 'assets/samples/generate/bake-person.ts',
  'reproduce-figures': 'scripts/figures/reproduce-figures.ts',
  'held-out-portraits': 'scripts/figures/held-out-portraits.ts',
  'measure-flicker': 'scripts/measure-flicker.ts',
  'measure-against-truth': 'scripts/measure-against-truth.ts',
  'average-frames': 'scripts/average-frames.ts',
  'hunt-focus': 'scripts/hunt-focus.ts',
  'measure-rasterizer': 'scripts/measure-rasterizer.ts',
  'read-portraits': 'native-models/facet-face/calibrate/read-portraits.ts',
  'measure-face': 'scripts/measure-face/measure-face.ts',
  'face-gallery': 'scripts/face-gallery/face-gallery.ts',
  'measure-scrubbing': 'scripts/measure-scrubbing.ts',
  'calibrate-pose': 'native-models/facemesh-attention/calibrate/calibrate-pose.ts',
  'prepare-crops': 'native-models/training/prepare/prepare-crops.ts',
  'compare-reconstructions': 'native-models/volumetric/compare/compare-reconstructions.ts',
  'prepare-faces': 'native-models/training/prepare/prepare-faces.ts',
  'prepare-references': 'native-models/training/prepare/prepare-references.ts',
  'prepare-skins': 'native-models/training/prepare/prepare-skins.ts',
  'prepare-volumes': 'native-models/training/prepare/prepare-volumes.ts',
};

/**
 * The preload script needs the names that the contract declares, not its schemas: they are read now, so that the
 * script, which runs before every page, does without 700 kB of validator.
 */
const inlineDeclaredNames = {
  name: 'inline-declared-names',
  setup({ onLoad }) {
    onLoad({ filter: /declared-names\.ts$/ }, async ({ path: file }) => {
      const bundled = await build({
        entryPoints: [file],
        bundle: true,
        write: false,
        platform: 'node',
        format: 'cjs',
        tsconfigRaw: {},
      });
      const module = { exports: {} };
      new Function('module', 'exports', bundled.outputFiles[0].text)(module, module.exports);
      return { contents: `export const declared = ${JSON.stringify(module.exports.declared)};` };
    });
  },
};

const shared = {
  absWorkingDir: root,
  outdir: 'dist',
  bundle: true,
  format: 'cjs',
  logLevel: 'warning',
  // Written below: esbuild empties a file before it fills it, and a program may be starting from it just then.
  write: false,
};

const results = await Promise.all([
  build({
    ...shared,
    entryPoints: nodeEntryPoints,
    packages: 'external',
    platform: 'node',
    target: 'node20.19',
    sourcemap: true,
    banner: { js: '#!/usr/bin/env node' },
  }),
  // A sandboxed preload can require nothing but `electron`: all else goes into the one file.
  build({
    ...shared,
    entryPoints: { preload: 'preload/index.ts' },
    external: ['electron'],
    platform: 'browser',
    target: 'chrome140',
    legalComments: 'none',
    plugins: [inlineDeclaredNames],
  }),
]);

const written = new Set(results.flatMap(({ outputFiles }) => outputFiles.map((file) => replaceWhole(file))));
// Stale files go after the build: a program running from dist/ never finds it empty.
written.add('renderer');
for (const name of readdirSync(dist)) {
  // Another build may be under way.
  if (!written.has(name) && !/^(?:renderer-|\.fresh-)/.test(name)) {
    rmSync(path.join(dist, name), { recursive: true, force: true });
  }
}

if (process.argv.includes('--renderer')) await buildRenderer();

/** Puts a built file in its place at once, unless it is there already. Returns its name. */
function replaceWhole({ path: file, contents }) {
  const name = path.basename(file);
  if (existsSync(file) && readFileSync(file).equals(contents)) return name;
  mkdirSync(dist, { recursive: true });
  const fresh = path.join(dist, `.fresh-${process.pid}-${name}`);
  writeFileSync(fresh, contents);
  renameSync(fresh, file);
  return name;
}

/** Builds the pages beside the old ones, then puts them in their place. */
async function buildRenderer() {
  const pages = path.join(dist, 'renderer');
  const built = path.join(pages, 'index.html');
  if (!existsSync(path.join(root, 'renderer', 'index.html'))) return;
  if (existsSync(built) && statSync(built).mtimeMs > newest(['renderer', 'preload', 'package-lock.json']))
    return;
  // Where tests build, the variable says `test`, and React's slow development build would be bundled.
  process.env.NODE_ENV = 'production';
  const vite = await import('vite');
  const fresh = path.join(dist, `renderer-${process.pid}`);
  const old = path.join(dist, `renderer-old-${process.pid}`);
  await vite.build({
    configFile: path.join(root, 'renderer', 'vite.config.ts'),
    // Its warnings are of libraries' sources; what fails is thrown.
    logLevel: 'error',
    build: { outDir: fresh },
  });
  if (existsSync(pages)) renameSync(pages, old);
  renameSync(fresh, pages);
  rmSync(old, { recursive: true, force: true });
}

/** The latest change among files and folders, milliseconds. */
function newest(names) {
  const times = names.flatMap((name) => {
    const at = path.join(root, name);
    if (!existsSync(at)) return [];
    if (!statSync(at).isDirectory()) return [statSync(at).mtimeMs];
    return readdirSync(at, { recursive: true }).map((file) => statSync(path.join(at, file)).mtimeMs);
  });
  return Math.max(0, ...times);
}
