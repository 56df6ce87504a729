// The studio as the scripts here open it: `facet serve` in a home of its own, and a Chromium that draws in software.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
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

/**
 * CHROMIUM, or /usr/bin/chromium; in the session of this process, as a desktop's window is in its engine's. Linux shares
 * the processor between sessions first (autogroup) and heeds priorities only within one; Playwright's own start makes a
 * session of its own.
 */
export async function launchChromium() {
  const program = [process.env.CHROMIUM, '/usr/bin/chromium'].find((file) => file && existsSync(file));
  if (program === undefined) throw new Error('No Chromium: name one in the variable CHROMIUM.');
  const profile = mkdtempSync(path.join(os.tmpdir(), 'facet-chromium-'));
  const child = spawn(
    program,
    [
      ...['--headless', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
      ...['--hide-scrollbars', '--mute-audio', '--no-first-run', '--disable-background-networking'],
      ...['--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'],
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  for await (const line of createInterface({ input: child.stderr })) {
    const address = /^DevTools listening on (ws:.*)$/.exec(line)?.[1];
    if (address === undefined) continue;
    child.stderr.resume();
    const browser = await chromium.connectOverCDP(address);
    const close = async () => {
      const session = await browser.newBrowserCDPSession();
      const exited = new Promise((resolve) => child.once('exit', resolve));
      await session.send('Browser.close');
      await exited;
      rmSync(profile, { recursive: true, force: true });
    };
    return { browser, close };
  }
  throw new Error(`${program} ended before it said where it listens`);
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
