import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const script = pathToFileURL(path.join(__dirname, '..', '..', '..', 'scripts', 'start.mjs')).href;

/** What `npm start` decides, asked in a process of its own: the script is an ES module. */
function findElectron(
  folder: string,
  env: Record<string, string>,
): { executable?: string; missing?: string } {
  const code = `import { findElectron } from ${JSON.stringify(script)};
    process.stdout.write(JSON.stringify(findElectron(${JSON.stringify(folder)}, ${JSON.stringify(env)})));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }),
  ) as object;
}

test('npm start opens the window only where Electron and a screen are', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'facet-electron-'));
  expect(findElectron(folder, { DISPLAY: ':0' }).missing).toContain('not installed');
  mkdirSync(path.join(folder, 'dist'));
  writeFileSync(path.join(folder, 'path.txt'), 'electron');
  expect(findElectron(folder, { DISPLAY: ':0' }).missing).toContain('not installed');
  writeFileSync(path.join(folder, 'dist', 'electron'), '');
  expect(findElectron(folder, { DISPLAY: ':0' })).toEqual({
    executable: path.join(folder, 'dist', 'electron'),
  });
  if (process.platform === 'linux') expect(findElectron(folder, {}).missing).toContain('no screen');
});
