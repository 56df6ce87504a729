import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..', '..');

/** Names and the moments they were last written. */
function written() {
  const dist = path.join(root, 'dist');
  return readdirSync(dist).map((name) => [name, statSync(path.join(dist, name)).mtimeMs]);
}

test('a build leaves alone what it would not change: programs may be starting from it', () => {
  const before = written();
  execFileSync(process.execPath, [path.join(root, 'scripts', 'build.mjs')]);
  expect(written()).toEqual(before);
});
