import type { ServerResponse } from 'node:http';
import { contentPolicy, securityHeaders } from '../pages/content-policy';

/** Sets what every answer of the server carries. */
export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
  // The page itself gets its own policy; nothing else is meant to be opened as a page.
  response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
}

export function setPagePolicy(response: ServerResponse, nonce: string, host: string): void {
  response.setHeader('content-security-policy', contentPolicy(nonce, [`ws://${host}`]));
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  sendBody(response, status, 'text/plain; charset=utf-8', text);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendBody(response, status, 'application/json; charset=utf-8', JSON.stringify(value));
}

/** A small page without script: for people who come without the token. */
export function sendNotice(response: ServerResponse, status: number, title: string, text: string): void {
  sendBody(
    response,
    status,
    'text/html; charset=utf-8',
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`,
  );
}

function sendBody(response: ServerResponse, status: number, type: string, text: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.statusCode = status;
  response.setHeader('content-type', type);
  response.setHeader('cache-control', 'no-store');
  response.end(text);
}
