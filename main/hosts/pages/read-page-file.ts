import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';

/** Types that the renderer's build makes; nothing else is served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

export interface PageFile {
  readonly type: string;
  readonly size: number;
  readonly cache: string;
  /** The page itself, with the nonce its policy must name. */
  readonly nonce?: string;
  open(): Readable | Buffer;
}

/**
 * A file of the renderer's build by its URL path, or undefined: not there, outside the folder, or of a type that the
 * build never makes. `/` is the page; it is given a nonce in a meta element, where `renderer/client` finds it.
 */
export async function readPageFile(folder: string, urlPath: string): Promise<PageFile | undefined> {
  const relative = urlPath === '/' ? 'index.html' : decode(urlPath)?.replace(/^\//, '');
  if (relative === undefined || relative.includes('\0') || relative.includes('\\')) return undefined;
  const type = types[path.extname(relative).toLowerCase()];
  if (type === undefined) return undefined;
  try {
    const root = await realpath(folder);
    // Links are followed first: what counts is where the file really is.
    const file = await realpath(path.join(root, relative));
    if (!file.startsWith(root + path.sep)) return undefined;
    if (path.extname(relative) === '.html') return await page(file, type);
    const { size } = await stat(file);
    // The build puts a hash of the content into the names in assets/.
    const hashed = relative.startsWith('assets/');
    const cache = hashed ? 'private, max-age=31536000, immutable' : 'no-cache';
    return { type, size, cache, open: () => createReadStream(file) };
  } catch {
    return undefined;
  }
}

async function page(file: string, type: string): Promise<PageFile> {
  const nonce = randomBytes(16).toString('base64url');
  const text = await readFile(file, 'utf8');
  const body = Buffer.from(text.replace(/<head[^>]*>/i, `$&<meta name="csp-nonce" content="${nonce}">`));
  return { type, size: body.byteLength, cache: 'no-store', nonce, open: () => body };
}

function decode(urlPath: string): string | undefined {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
}
