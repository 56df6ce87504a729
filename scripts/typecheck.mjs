// `npm run typecheck`: the types of every project of the studio, by TypeScript 7 (native: a quarter of the time).
// tests/architecture reads sources by the API of 6, which therefore keeps the plain name.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const compiler = path.join(
  path.dirname(createRequire(import.meta.url).resolve('typescript-7/package.json')),
  'bin',
  'tsc',
);

// All of them, so that one run tells everything that is wrong.
const failed = ['tsconfig.json', 'renderer/tsconfig.json', 'tests/unit/renderer/tsconfig.json'].filter(
  (project) =>
    spawnSync(process.execPath, [compiler, '--noEmit', '-p', project], { cwd: root, stdio: 'inherit' })
      .status !== 0,
);
process.exitCode = failed.length === 0 ? 0 : 1;
