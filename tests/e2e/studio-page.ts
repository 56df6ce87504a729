import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { buildPage } from '../pages/build-page';
import { startBrowser } from './start-browser';

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
  const server = await serve(buildPage('studio'));
  const browser = await startBrowser();
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    browser,
    close: async () => {
      await browser.close();
      server.close();
    },
  };
}

function serve(fileOf: ReturnType<typeof buildPage>): Promise<Server> {
  const server = createServer((request, response) => {
    const file = fileOf(new URL(request.url ?? '/', 'http://localhost').pathname);
    if (file === undefined) response.writeHead(404).end();
    else {
      response.writeHead(200, { 'content-type': file.type, 'content-security-policy': policy });
      response.end(file.body);
    }
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
