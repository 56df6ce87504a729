// Bundles every process entry point into dist/: one file each, npm packages left external.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Output name -> source. A worker is an entry point because `new Worker` needs a JavaScript file. */
const entryPoints = {
  facet: 'main/hosts/cli/facet.ts',
  'inference-worker': 'main/engine/inference/inference-worker.ts',
};

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
await build({
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
});
