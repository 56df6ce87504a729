import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';

/** Bundles a TypeScript entry point so that Node can run it as a process; gives the file. */
export function bundleProcess(entryPoint: string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'facet-bundle-'));
  const outfile = path.join(folder, `${path.basename(entryPoint, '.ts')}.js`);
  buildSync({
    entryPoints: [entryPoint],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['electron'],
  });
  return outfile;
}

export const fakeEngineProcess = path.join(__dirname, 'fake-engine-process.ts');
