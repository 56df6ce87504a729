import type { ElectronFacade } from './electron-facade';
import { isStudioAddress } from './studio-address';

/**
 * Closes every door of a web page that the studio does not use: leaving its own pages, new windows, web views,
 * permissions, devices. Holds for every web contents there ever is.
 */
export function harden({ app, session }: Pick<ElectronFacade, 'app' | 'session'>): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault(): void; url: string }) => {
      if (!isStudioAddress(event.url)) event.preventDefault();
    };
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', stay);
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  });
  const { defaultSession } = session;
  // Copying a report to the clipboard needs a click of the user and reads nothing; all else is denied.
  const allowed = new Set(['clipboard-sanitized-write']);
  defaultSession.setPermissionRequestHandler((_contents, permission, done) => done(allowed.has(permission)));
  defaultSession.setPermissionCheckHandler((_contents, permission) => allowed.has(permission));
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.setDisplayMediaRequestHandler(null);
  // The studio talks to nobody: whatever a page asks of the network is cancelled before it leaves.
  defaultSession.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, (details, done) => {
    done({ cancel: !isAllowedRequest(details.url) });
  });
}

/** Own addresses, and what a page makes itself. Developer tools are pages of their own. */
export function isAllowedRequest(address: string): boolean {
  return isStudioAddress(address) || /^(?:blob|data|devtools):/.test(address);
}
