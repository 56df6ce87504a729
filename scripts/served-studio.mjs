// The studio as the scripts here open it: `facet serve` in a home of its own, and a Chromium that draws in software.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const facet = path.join(root, 'dist/facet.js');

/** Neither settings, projects nor results of the person who runs the script. */
export function environmentOf(home) {
  return { ...process.env, HOME: home, XDG_DATA_HOME: home, APPDATA: home };
}

/** CHROMIUM, or /usr/bin/chromium. */
export function launchChromium(extra = []) {
  const executablePath = [process.env.CHROMIUM, '/usr/bin/chromium'].find((file) => file && existsSync(file));
  if (executablePath === undefined) throw new Error('No Chromium: name one in the variable CHROMIUM.');
  const args = ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', ...extra];
  return chromium.launch({ executablePath, args });
}

/** -> the process and the address with its token. */
export async function serve(home, inputs = []) {
  const host = spawn(process.execPath, [facet, 'serve', '--json', '--port', '0', ...inputs], {
    env: environmentOf(home),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: host.stdout })) {
    const found = /"url":"([^"]+)"/.exec(line);
    if (found !== null) return { host, url: found[1] };
  }
  throw new Error('facet serve ended before it said where it listens');
}

export function end(host) {
  return new Promise((resolve) => {
    host.once('exit', resolve);
    host.kill('SIGINT');
  });
}
