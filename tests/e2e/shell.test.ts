import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import type { Page } from 'playwright-core';
import { hostStrings } from '../../main/hosts/electron/host-strings';
import { menuTemplate } from '../../main/hosts/electron/menu-template';
import { seriousFaults } from './serious-faults';
import { openStudioPage, type StudioPage } from './studio-page';
import { inBrowser } from './start-browser';

/** The shell in a real browser, around a scripted engine: what axe finds on every screen, and the way by keyboard. */
const pictures = process.env.SHELL_SCREENS;

interface Call {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

inBrowser('the shell', () => {
  let studio: StudioPage;
  beforeAll(async () => {
    studio = await openStudioPage();
  }, 180_000);
  afterAll(() => studio?.close());

  async function open(query: string, width = 1280, height = 800): Promise<Page> {
    const context = await studio.browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${studio.address}?${query}`);
    await page.locator('.title').waitFor();
    return page;
  }

  const calls = (page: Page, method: string): Promise<Call[]> =>
    page.evaluate(
      (wanted) =>
        (globalThis as unknown as { scripted: { calls: Call[] } }).scripted.calls.filter(
          (call) => call.method === wanted,
        ),
      method,
    );

  const screens: readonly (readonly [name: string, reach: (page: Page) => Promise<unknown>])[] = [
    ['compare', (page) => page.locator('.people-rows').waitFor()],
    ['jobs', (page) => page.keyboard.press('Control+3').then(() => page.locator('.jobs-list').waitFor())],
    ['lab', (page) => page.keyboard.press('Control+4').then(() => page.getByText('my-network').waitFor())],
    [
      'settings',
      (page) => page.keyboard.press('Control+,').then(() => page.locator('.setting').first().waitFor()),
    ],
    ...['General', 'Shortcuts', 'Models', 'Devices', 'About'].map(
      (name) =>
        [`settings-${name.toLowerCase()}`, (page: Page) => page.getByRole('tab', { name }).click()] as const,
    ),
    [
      'shortcuts-sheet',
      (page) => page.keyboard.press('Shift+?').then(() => page.getByRole('dialog').waitFor()),
    ],
    [
      'palette',
      async (page) => {
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await page.keyboard.press('Control+k');
        await page.getByRole('dialog').waitFor();
      },
    ],
  ];

  async function check(page: Page, name: string): Promise<string[]> {
    if (pictures !== undefined) {
      mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: path.join(pictures, `${name}.png`) });
    }
    return (await seriousFaults(page)).map((fault) => `${name}: ${fault}`);
  }

  test.each([
    // Each theme and each size once.
    ['dark', 1280, 800],
    ['light', 1920, 1080],
  ] as const)(
    'axe finds nothing serious in %s at %i x %i',
    async (theme, width, height) => {
      const found: string[] = [];
      const page = await open(`scene=full&theme=${theme}`, width, height);
      for (const [name, reach] of screens) {
        await reach(page);
        found.push(...(await check(page, `${name}-${theme}-${width}`)));
      }
      await page.context().close();
      const welcome = await open(`scene=empty&theme=${theme}`, width, height);
      found.push(...(await check(welcome, `welcome-${theme}-${width}`)));
      await welcome.context().close();
      expect(found).toEqual([]);
    },
    300_000,
  );

  test('the parts of a lab’s report: whole clips, 3D faces, and two runs over them', async () => {
    const page = await open('scene=lab&room=lab');
    const part = (name: string) => page.getByRole('radio', { name, exact: true });
    const found: string[] = [];
    await page.getByRole('button', { name: /^PSNR, sr:both from 32 px: 27\.00/ }).waitFor();
    await page.getByText('230', { exact: true }).waitFor();
    await page.keyboard.press('p');
    await page.getByRole('button', { name: 'PSNR, sr:both, interview, person 2: 36.00' }).click();
    await page.getByRole('heading', { name: 'interview, person 2, frame 48' }).waitFor();
    await page.getByRole('button', { name: /^Figure/ }).click();
    await page.getByRole('menuitemradio', { name: 'Flicker', exact: true }).click();
    await page.locator('.lab-truth', { hasText: '0.600' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('heading', { name: 'talk, frame 48' }).waitFor();
    found.push(...(await check(page, 'lab-clips-dark')));
    await page.keyboard.press('p');
    await page.getByRole('button', { name: /^Mesh, 16 px, As it is: 5\.00/ }).waitFor();
    // Where no face was found is worst.
    await page.locator('.lab-fit-face[aria-pressed="true"]', { hasText: 'not found' }).waitFor();
    await page.getByRole('radio', { name: 'Pose' }).click();
    await page.getByRole('img', { name: 'Pose by the width of the face' }).first().waitFor();
    found.push(...(await check(page, 'lab-fits-dark')));
    await page.getByRole('button', { name: 'Compare with…' }).click();
    await page.getByRole('menuitem').first().click();
    await page.locator('.lab-differences').waitFor();
    await part('Whole clips').click();
    await page.getByText(/poor in different ways/).waitFor();
    await page.evaluate("document.documentElement.dataset.theme = 'light'");
    found.push(...(await check(page, 'lab-differences-light')));
    await page.getByRole('button', { name: 'Back to the report' }).click();
    await page.locator('.lab-differences').waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: /, frame 48$/ }).waitFor();
    await page.keyboard.press('o');
    await page.locator('.tl-playhead').waitFor();
    expect((await calls(page, 'lab.source')).map(({ params }) => params)).toEqual([
      { runId: 'l2', picture: 0, of: 'clips' },
    ]);
    expect(found).toEqual([]);
    await page.context().close();
  }, 120_000);

  test('keys reach the queue: enhance, select, pause, move', async () => {
    const page = await open('scene=full');
    await page.keyboard.press('Control+e');
    await page.locator('.jobs-list').waitFor();
    expect((await calls(page, 'jobs.add')).map(({ params }) => params)).toEqual([{ mediaId: 'm1' }]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.locator('[data-job="j3"][aria-current]').waitFor();
    await page.keyboard.press('Alt+ArrowUp');
    expect((await calls(page, 'jobs.move')).map(({ params }) => params)).toEqual([
      { jobId: 'j3', before: 'j2' },
    ]);
    await page.keyboard.press('p');
    expect((await calls(page, 'jobs.resume')).map(({ params }) => params)).toEqual([{ jobId: 'j3' }]);
    await page.context().close();
  }, 120_000);

  test('a waiting job is dragged before another and behind it', async () => {
    const page = await open('scene=full&room=jobs');
    const row = (id: string) => page.locator('.job', { has: page.locator(`[data-job="${id}"]`) });
    const drag = async (id: string, onto: string, half: 'upper' | 'lower') => {
      const height = (await row(onto).boundingBox())?.height ?? 0;
      const targetPosition = { x: 160, y: half === 'upper' ? 4 : height - 4 };
      await row(id).dragTo(row(onto), { sourcePosition: { x: 160, y: 4 }, targetPosition });
    };
    const first = (id: string) =>
      page.locator(`section[aria-label="Next"] li:first-child [data-job="${id}"]`).waitFor();
    await first('j2');
    await drag('j3', 'j2', 'upper');
    await first('j3');
    await drag('j3', 'j2', 'lower');
    await first('j2');
    await drag('j4', 'j2', 'upper'); // what failed has no place in the queue
    expect((await calls(page, 'jobs.move')).map(({ params }) => params)).toEqual([
      { jobId: 'j3', before: 'j2' },
      { jobId: 'j3', before: null },
    ]);
    await page.context().close();
  }, 120_000);

  test('every item of the native menus is a command of the page', async () => {
    const idsOf = (items: readonly MenuItemConstructorOptions[]): string[] =>
      items.flatMap(({ id, submenu }) => [
        ...(id === undefined ? [] : [id]),
        ...(Array.isArray(submenu) ? idsOf(submenu) : []),
      ]);
    const strings = hostStrings('en', 'en');
    const command = () => undefined;
    const items = idsOf(menuTemplate({ platform: 'darwin', strings, developing: false, command }));
    expect(items.length).toBeGreaterThan(8);
    for (const scene of ['empty', 'full']) {
      const page = await open(`scene=${scene}`);
      const offered = await page.evaluate(() =>
        (globalThis as unknown as { commandIds(): string[] }).commandIds(),
      );
      expect(items.filter((id) => !offered.includes(id))).toEqual([]);
      await page.context().close();
    }
  }, 120_000);

  test('a name is edited in place, and its letters are no shortcuts', async () => {
    const page = await open('scene=full');
    await page.getByRole('button', { name: 'Rename Lena' }).click();
    await page.keyboard.type('jkl ?');
    await page.keyboard.press('Enter');
    expect((await calls(page, 'people.change')).map(({ params }) => params)).toEqual([
      { mediaId: 'm1', personId: 1, name: 'jkl ?' },
    ]);
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.getByRole('button', { name: 'Rename jkl ?' }).waitFor();
    await page.context().close();
  }, 120_000);

  test('a sharper photo of the project guides a person, and is taken away again', async () => {
    const page = await open('scene=full');
    await page.getByRole('button', { name: 'Actions for Lena' }).click();
    await page.getByRole('menuitem', { name: 'Guide by a sharper photo or clip' }).hover();
    await page.getByRole('menuitem', { name: 'garden-1987.jpg' }).click();
    await page.getByText('Guided by garden-1987.jpg').waitFor();
    await page.getByRole('button', { name: 'Guide by none' }).click();
    await page.getByText('Guided by garden-1987.jpg').waitFor({ state: 'detached' });
    const changes = (await calls(page, 'people.change')).map(({ params }) => params);
    expect(changes).toEqual([
      expect.objectContaining({ mediaId: 'm1', personId: 1, references: [expect.any(String)] }),
      { mediaId: 'm1', personId: 1, references: [] },
    ]);
    await page.context().close();
  }, 120_000);

  test('a changed shortcut works, and a clash is said', async () => {
    const page = await open('scene=full&room=settings&page=shortcuts');
    await page.getByRole('button', { name: 'Add keys for Open folder' }).click();
    await page.keyboard.press('Control+k');
    expect((await calls(page, 'settings.change')).map(({ params }) => params.patch)).toEqual([
      { shortcuts: { 'media.openFolder': ['mod+shift+o', 'mod+k'] } },
    ]);
    await page.getByText('Also: Open folder').waitFor();
    await page.context().close();
  }, 120_000);

  test('the language changes at once', async () => {
    const page = await open('scene=full&room=settings');
    await page.getByRole('button', { name: /^Language/ }).click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await page.getByRole('heading', { name: 'Aussehen' }).waitFor();
    expect(
      await page.evaluate(
        () =>
          (globalThis as unknown as { document: { documentElement: { lang: string } } }).document
            .documentElement.lang,
      ),
    ).toBe('de');
    await page.context().close();
  }, 120_000);

  test('a failure says what happened and what to do; a lost connection is said until it is back', async () => {
    const page = await open('scene=full');
    await page.evaluate(() =>
      (
        globalThis as unknown as { scripted: { failNext(method: string, error: object): void } }
      ).scripted.failNext('jobs.add', { code: 'output-disk-full', message: 'clip.mp4: needs 1.2 GB more.' }),
    );
    await page.getByRole('button', { name: 'Add to queue' }).click();
    await page.getByText('The disk is full').waitFor();
    await page.getByText(/Free some space/).waitFor();
    const connect = (connected: boolean) =>
      page.evaluate(
        (value) =>
          (globalThis as unknown as { scripted: { setConnected(on: boolean): void } }).scripted.setConnected(
            value,
          ),
        connected,
      );
    await connect(false);
    await page.getByText('The connection to the engine is lost.').waitFor();
    await connect(true);
    await page.getByText('The connection to the engine is lost.').waitFor({ state: 'detached' });
    await page.context().close();
  }, 120_000);

  test('five hundred clips draw as many rows as are seen', async () => {
    const page = await open('scene=many');
    await page.locator('[data-media="m0"]').waitFor();
    expect(await page.locator('.import-row').count()).toBeLessThan(40);
    await page.locator('[data-media="m0"]').focus();
    await page.keyboard.press('End');
    await page.locator('[data-media="m499"][aria-current]').waitFor();
    await page.context().close();
  }, 120_000);
});
