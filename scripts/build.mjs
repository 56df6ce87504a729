// Bundles every process entry point into dist/: one file each, npm packages left external.
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Output name -> source. A worker is an entry point because `new Worker` needs a JavaScript file. */
const entryPoints = {
  facet: 'main/hosts/cli/facet.ts',
  'engine-worker': 'main/engine/engine-worker.ts',
  'device-probe': 'main/engine/inference/device-probe.ts',
  'generate-samples': 'assets/samples/generate/generate-samples.ts',
  'bake-person': 'assets/samples/generate/bake-person.ts',
  'prepare-crops': 'native-models/training/prepare/prepare-crops.ts',
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints,
  outdir: 'dist',
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  sourcemap: true,
  banner: { js: '#!/usr/bin/env node' },
  logLevel: 'warning',
  metafile: true,
});

// Stale files go after the build: a program running from dist/ never finds it empty.
const written = new Set(Object.keys(metafile.outputs).map((file) => path.basename(file)));
for (const name of readdirSync(path.join(root, 'dist'))) {
  if (!written.has(name)) rmSync(path.join(root, 'dist', name), { recursive: true, force: true });
}
