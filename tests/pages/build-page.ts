import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..', '..');

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

export interface PageFile {
  readonly type: string;
  readonly body: Buffer;
}

/**
 * Builds a page of this folder as the studio itself is built. Returns what answers a path of the page's address;
 * undefined where it has no such file.
 */
export function buildPage(
  name: 'studio' | 'inspect3d' | 'viewer',
): (pathname: string) => PageFile | undefined {
  const folder = path.join(root, '.cache', 'pages', name);
  execFileSync(
    process.execPath,
    [
      path.join(root, 'node_modules/vite/bin/vite.js'),
      ...['build', path.join(__dirname, name), '--outDir', folder, '--emptyOutDir', '--base', './'],
      // Inlined data: URLs would need a laxer content security policy.
      ...['--target', 'es2023', '--assetsInlineLimit', '0', '--logLevel', 'error'],
    ],
    // jest says `test`, and React's slow development build would be bundled.
    { cwd: root, stdio: 'pipe', env: { ...process.env, NODE_ENV: 'production' } },
  );
  return (pathname) => {
    const file = path.join(folder, path.normalize(pathname === '/' ? '/index.html' : pathname));
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) return undefined;
    return { type: types[path.extname(file)] ?? 'application/octet-stream', body: readFileSync(file) };
  };
}
