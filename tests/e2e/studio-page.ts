import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const root = path.resolve(__dirname, '../..');
const built = path.join(root, '.cache', 'studio-page');

/** Where a Chromium may be; undefined: there is none, and what needs it is skipped and said to be. */
export const chromiumPath = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (file) => file !== undefined && file !== '' && existsSync(file),
);

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
};

/** As strict as the hosts' policy, but for the blobs in which the scripted engine keeps its frames. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; " +
  "img-src 'self' data: blob:; font-src 'self'; connect-src 'self' blob: data:; worker-src 'self' blob:";

export interface StudioPage {
  readonly address: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Builds the studio around the scripted engine, serves it, and starts a browser. */
export async function openStudioPage(): Promise<StudioPage> {
  // vite is ESM only; jest's `import()` would be compiled to `require`.
  const { execFileSync } = await import('node:child_process');
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const config = path.join(root, 'tests/fixtures/studio-page/vite.config.ts');
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'error', '-c', config], {
    cwd: root,
    stdio: 'pipe',
  });
  const server = await serve();
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    browser,
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

function serve(): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = path.join(built, path.normalize(pathname === '/' ? '/index.html' : pathname));
    if (!file.startsWith(built) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[path.extname(file)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
