import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Who may talk to the loopback server. Any page on the internet can make the user's browser send requests to
 * 127.0.0.1, and any name can be made to point there (DNS rebinding). So, in this order:
 * the Host must be a loopback name, whatever the port (an SSH tunnel changes it); an Origin must be the very page that
 * Host serves; a browser that says where a request comes from must say `same-origin`, or `none` for an address typed in
 * or opened by another program; and the session's cookie must be there.
 */
export type Refusal = 'host' | 'origin' | 'cookie';

const loopbackNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Whether the Host header names this machine itself. */
export function isLoopbackHost(host: string | undefined): boolean {
  const match = /^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/i.exec(host ?? '');
  return match !== null && loopbackNames.has(match[1].toLowerCase());
}

/** Whether the request comes from a page of this server, as far as headers tell. */
export function isOwnOrigin(headers: IncomingHttpHeaders): boolean {
  const { origin, host } = headers;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** What is wrong with a request, or undefined. */
export function refusalOf(
  headers: IncomingHttpHeaders,
  session: { readonly cookieName: string; readonly secret: string },
): Refusal | undefined {
  if (!isLoopbackHost(headers.host)) return 'host';
  if (!isOwnOrigin(headers)) return 'origin';
  const given = readCookie(headers.cookie, session.cookieName);
  return isSameSecret(given, session.secret) ? undefined : 'cookie';
}

export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return undefined;
}

/** Compares in a time that tells nothing of where they differ. */
export function isSameSecret(given: string | undefined | null, secret: string): boolean {
  if (given === undefined || given === null) return false;
  const [a, b] = [Buffer.from(given), Buffer.from(secret)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}
