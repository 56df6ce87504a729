import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSameSecret } from './guards';

/** The one session of a server: whoever opens the first address with its token gets the cookie. */
export interface Session {
  /** In the address that the program prints. */
  readonly token: string;
  readonly cookieName: string;
  /** The cookie's value. */
  readonly secret: string;
}

export function createSession(): Session {
  // Cookies do not know ports: a name of its own keeps two servers of one user apart.
  return {
    token: randomBytes(24).toString('base64url'),
    cookieName: `facet-${randomBytes(4).toString('hex')}`,
    secret: randomBytes(32).toString('base64url'),
  };
}

/**
 * Answers `/?token=…`: sets the cookie and sends the browser on to `/`, so that the token does not stay in the address.
 * A page that moves on by itself rather than a redirect: after a click on a link elsewhere (a terminal in a browser), a
 * redirect would still count as coming from there, and the SameSite=Strict cookie would not be sent.
 * @returns false where the token is wrong; nothing was written then
 */
export function answerToken(
  session: Session,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  if (!isSameSecret(token, session.token)) return false;
  response.setHeader(
    'set-cookie',
    `${session.cookieName}=${session.secret}; HttpOnly; SameSite=Strict; Path=/`,
  );
  response.setHeader('cache-control', 'no-store');
  const site = request.headers['sec-fetch-site'];
  if (site === undefined || site === 'none' || site === 'same-origin') {
    response.writeHead(303, { location: '/' }).end();
  } else {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response
      .writeHead(200)
      .end('<!doctype html><title>Facet Studio</title><meta http-equiv="refresh" content="0;url=/">');
  }
  return true;
}
