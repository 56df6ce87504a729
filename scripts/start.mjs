// `npm start [-- files…]`: the studio in its window where Electron can run, else in the browser, and says so.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/**
 * Electron's executable, or why it cannot be had. Electron's own launcher is not asked: it needs a newer Node than the
 * studio does, and would try to download what is missing.
 */
export function findElectron(folder = path.join(root, 'node_modules', 'electron'), env = process.env) {
  const pathFile = path.join(folder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron';
  const executable = path.join(env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(folder, 'dist'), name);
  if (!existsSync(executable))
    return { missing: 'Electron is not installed here (npx install-electron gets it)' };
  const screen =
    process.platform !== 'linux' || env.DISPLAY !== undefined || env.WAYLAND_DISPLAY !== undefined;
  return screen ? { executable } : { missing: 'there is no screen' };
}

function run(program, args) {
  return new Promise((resolve) => {
    // Paths are meant from where the user stands, which npm tells.
    const child = spawn(program, args, { cwd: process.env.INIT_CWD ?? process.cwd(), stdio: 'inherit' });
    // Ctrl-C reaches both; the child closes in its own time.
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => undefined);
    child.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

async function start() {
  const args = process.argv.slice(2);
  const built = await run(process.execPath, [path.join(root, 'scripts', 'build.mjs'), '--renderer']);
  if (built !== 0) return built;
  const { executable, missing } = findElectron();
  if (executable !== undefined) return run(executable, [root, ...args]);
  console.error(`The window cannot be opened: ${missing}. Opening the studio in the browser instead.`);
  return run(process.execPath, [path.join(root, 'dist', 'facet.js'), 'serve', '--open', ...args]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await start();
