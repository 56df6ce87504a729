import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { _electron } from 'playwright-core';
import { bundleProcess } from '../contract/bundle-process';

const root = path.join(__dirname, '..', '..');
const run = promisify(execFile);

/** Electron's program as `npm start` looks for it; undefined where it, or a screen, is missing. */
function electronProgram(): string | undefined {
  const folder = path.join(root, 'node_modules', 'electron');
  const pathFile = path.join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const program = path.join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(folder, 'dist'), name);
  const screen = process.platform !== 'linux' || process.env.DISPLAY !== undefined;
  return existsSync(program) && screen ? program : undefined;
}

test('the main and preload bundles run over the fake Electron, with the real engine', async () => {
  const loader = bundleProcess(path.join(root, 'tests', 'contract', 'fake-electron', 'load-main.ts'));
  const data = mkdtempSync(path.join(os.tmpdir(), 'facet-main-'));
  await run(process.execPath, [path.join(root, 'scripts', 'build.mjs'), '--renderer'], { cwd: root });
  const { stdout } = await run(
    process.execPath,
    [loader, path.join(root, 'dist', 'electron-main.js'), data],
    {
      cwd: root,
      timeout: 90_000,
    },
  );
  expect(JSON.parse(stdout)).toMatchObject({
    added: { ok: true, result: { mediaId: expect.any(String) as string } },
    odd: { ok: false, error: { code: 'usage' } },
    info: { vertexCount: expect.any(Number) as number },
    menus: 5,
  });
}, 120_000);

// Runs wherever Electron's program is; elsewhere it is reported as skipped, never as passed.
const program = electronProgram();
(program === undefined ? test.skip : test)(
  'the desktop studio in real Electron: window, bridge, protocol, policy',
  async () => {
    await run(process.execPath, [path.join(root, 'scripts', 'build.mjs'), '--renderer'], { cwd: root });
    const app = await _electron.launch({
      executablePath: program ?? '',
      args: [...(process.platform === 'linux' ? ['--no-sandbox'] : []), root],
      env: {
        ...process.env,
        XDG_CONFIG_HOME: mkdtempSync(path.join(os.tmpdir(), 'facet-electron-')),
      },
    });
    try {
      const page = await app.firstWindow();
      await page.waitForSelector('#root > *');
      expect(page.url()).toBe('studio://app/');
      const seen = await page.evaluate(`(async () => {
        const added = await facet.calls['media.addSample']({}, 9001);
        const model = await fetch('/resource/face-model/info.json').then((answer) => answer.json());
        const outside = await fetch('/resource/..%2f..%2fetc%2fpasswd').then((answer) => answer.status);
        const net = await fetch('https://example.com/').then(() => 'reached', () => 'refused');
        const opened = window.open('https://example.com/');
        return { added, vertices: model.vertexCount, outside, net, opened, node: typeof require, process: typeof process };
      })()`);
      expect(seen).toMatchObject({
        added: { ok: true },
        vertices: expect.any(Number) as number,
        outside: 404,
        net: 'refused',
        opened: null,
        node: 'undefined',
        process: 'undefined',
      });
    } finally {
      await app.close();
    }
  },
  120_000,
);
