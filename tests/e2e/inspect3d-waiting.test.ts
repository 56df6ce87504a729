import type { Browser, Page } from 'playwright-core';
import { makeInspectClip } from '../fixtures/inspect-clip';
import { serveInspectPage } from '../fixtures/inspect-server';
import { inBrowser, startBrowser } from './start-browser';

/** What the 3D room says while the face's colours are on their way, and when they do not come. */

jest.setTimeout(180_000);

inBrowser('colours of the 3D face', () => {
  const pictures = /(?:texture|frontal-512)\.png$/;
  let server: Awaited<ReturnType<typeof serveInspectPage>>;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await serveInspectPage(await makeInspectClip());
    browser = await startBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(60_000);
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const note = () => page.locator('.inspect3d-notes .inspect3d-note');
  const shade = (name: string) => page.getByRole('radio', { name, exact: true }).click();

  test('are said to be on their way where they are wanted; what did not come is tried again', async () => {
    let fail: () => void = () => undefined;
    const failed = new Promise<void>((resolve) => (fail = resolve));
    await page.route(pictures, async (route) => {
      await failed;
      await route.fulfill({ status: 500 });
    });
    await page.goto(`${server.url}?motion=none`);
    await note().waitFor();
    expect(await note().textContent()).toMatch(/^Gathering the colours of \d+/);
    await page.locator('.inspect3d-frontal[data-picture=loading] [role=status]').waitFor();
    await shade('Clay');
    await note().waitFor({ state: 'detached' });
    await shade('Textured');
    fail();
    await page.locator('.inspect3d-notes [role=alert]').waitFor();
    await page.locator('.inspect3d-frontal[data-picture=failed] [role=alert]').waitFor();
    await page.unroute(pictures);
    await note().getByRole('button', { name: 'Try again' }).click();
    await page.locator('.inspect3d-frontal').getByRole('button', { name: 'Try again' }).click();
    await page.locator('.inspect3d-frontal[data-picture=ready]').waitFor();
    await note().waitFor({ state: 'detached' });
  });
});
