import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { byKeyboard, valueOf } from './by-keyboard';
import { lackingKeys } from './reachable';
import { RealStudio } from './real-studio';
import { seriousFaults } from './serious-faults';
import { inBrowser } from './start-browser';

/**
 * The studio with its engine and the bundled clip, worked by keyboard alone: no test here moves the pointer. On every
 * screen axe finds nothing serious, and whatever answers the pointer can be reached without it.
 */

/** Mean absolute difference of two pictures, 8-bit levels. */
function difference(a: Buffer, b: Buffer): number {
  // A message above it may have made the picture smaller.
  if (a.length !== b.length) return Infinity;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
  return sum / a.length;
}

inBrowser('the studio by keyboard', () => {
  let studio: RealStudio;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    studio = await RealStudio.start([], true);
    page = await studio.open();
    page.setDefaultTimeout(60_000);
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.getByRole('button', { name: 'Open the sample clip' }).waitFor();
    await page.getByRole('button', { name: /^Device: / }).waitFor(); // known a moment later
  }, 120_000);
  afterAll(() => studio?.close());
  afterEach(() => expect(faults).toEqual([]));

  /** Both, of what is seen now. */
  const check = async (): Promise<void> => {
    expect({ axe: await seriousFaults(page), keys: await lackingKeys(page) }).toEqual({ axe: [], keys: [] });
  };
  const { eventually, tabTo, moves, edgesMove, choose } = byKeyboard(() => page);

  test('the welcome', async () => {
    await check();
    await moves(page.getByRole('slider'), 'ArrowLeft', 'ArrowRight');
  }, 120_000);

  test('the sample is opened, its person there', async () => {
    await tabTo(page.getByRole('button', { name: 'Open the sample clip' }));
    await page.keyboard.press('Enter');
    await page.locator('.people-row').waitFor();
    await page.locator('.compare-canvas[data-after="ready"]').waitFor();
  }, 120_000);

  test.each([
    ['Before', 'Digit1'],
    ['After', 'Digit2'],
    ['Side by side', 'Digit3'],
    ['Wipe', 'Digit4'],
    ['Blink', 'Digit5'],
    ['Difference', 'Digit6'],
  ])(
    'compare: %s',
    async (name, key) => {
      await page.keyboard.press(key);
      await page.getByRole('radio', { name, exact: true, checked: true }).waitFor();
      await check();
    },
    120_000,
  );

  test('the divider, the panels’ edges, the playhead, the chosen part, strength, and the timeline’s zoom and scrolling', async () => {
    await page.keyboard.press('4');
    await moves(page.getByRole('slider', { name: 'Wipe position' }), 'ArrowRight', 'ArrowLeft');
    await moves(page.locator('.compare-wipe-turn'), 'ArrowRight', 'ArrowLeft');
    await edgesMove();
    await moves(page.locator('.tl-playhead'), 'ArrowRight', 'ArrowLeft');
    await moves(page.locator('.tl-range-end.in'), 'ArrowRight', 'ArrowLeft');
    await moves(page.locator('.tl-range-end.out'), 'ArrowLeft', 'ArrowRight');
    await moves(page.locator('.people-row').getByRole('slider'), 'ArrowLeft', 'ArrowRight');
    const zoom = page.getByRole('slider', { name: 'Zoom of the timeline' });
    await tabTo(zoom);
    await page.keyboard.press('End');
    await eventually('the whole clip no longer fits', async () => (await zoom.inputValue()) === '100');
    await page.keyboard.press('Home');
    await eventually('the whole clip', async () => (await zoom.inputValue()) === '0');
    await page.keyboard.press('End');
    await moves(page.getByRole('scrollbar', { name: 'Part of the clip in view' }), 'ArrowRight', 'ArrowLeft');
    await page.keyboard.press('Shift+z');
    await page.getByRole('scrollbar', { name: 'Part of the clip in view' }).waitFor({ state: 'detached' });
  }, 180_000);

  test('menus that drop down, lists of choices, and the menu of the menu key', async () => {
    const speed = page.locator('.tl-speed');
    await tabTo(speed);
    await choose('Enter', 'Home', '0.25×');
    await speed.getByText('0.25×').waitFor();

    await tabTo(page.getByRole('button', { name: /^Zoom: / }));
    await choose('Space', 'End', '1600 %');
    await page.locator('.compare-zoom').getByText('1600 %').waitFor();
    await page.keyboard.press('z');

    await tabTo(page.getByRole('button', { name: /^Container: / }));
    await choose('ArrowDown', 'm+k', 'MKV'); // by its first letters
    await page.getByRole('button', { name: 'Container: MKV' }).waitFor();

    const playhead = page.locator('.tl-playhead');
    await page.keyboard.press('Home');
    await eventually('the beginning', async () => (await valueOf(playhead)) === 0);
    await tabTo(page.locator('.people-pick'));
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await tabTo(page.locator('.people-pick'));
    await choose('ContextMenu', 'Home', 'Go to their sharpest frame');
    await eventually('the sharpest frame', async () => (await valueOf(playhead)) > 0);
  }, 120_000);

  test('the sizes of the panels are there again after the page was loaded anew', async () => {
    const edges = page.getByRole('separator');
    const sizes = async () => Promise.all((await edges.all()).map(valueOf));
    const untouched = await sizes();
    await tabTo(edges.first());
    await page.keyboard.press('ArrowRight');
    await tabTo(edges.last());
    await page.keyboard.press('ArrowUp');
    const changed = await sizes();
    expect(changed.map((size, index) => Math.abs(size - untouched[index]) > 1)).toContain(true);
    await page.reload();
    await page.locator('.people-row').waitFor();
    await eventually('the same sizes', async () => {
      const now = await sizes();
      return now.length === changed.length && now.every((size, index) => Math.abs(size - changed[index]) < 1);
    });
    await page.locator('.compare-canvas[data-after="ready"]').waitFor();
  }, 120_000);

  test('the lens without a pointer: in the middle of the picture that has the focus', async () => {
    await page.keyboard.press('h');
    await tabTo(page.locator('.compare-surface'));
    await page.locator('.compare-lens').waitFor({ state: 'visible' });
    await page.locator('.compare-pixel').waitFor({ state: 'visible' });
    await page.keyboard.press('h');
    await page.locator('.compare-lens').waitFor({ state: 'hidden' });
  }, 60_000);

  test('the 3D room', async () => {
    await page.keyboard.press('Control+2');
    const view = page.locator('.inspect3d-view canvas');
    await page.locator('.inspect3d-view canvas[data-drawn]').waitFor();
    await check();
    await tabTo(page.locator('.inspect3d-view'));
    const drawn = Number(await view.getAttribute('data-drawn'));
    await page.keyboard.press('ArrowRight');
    await eventually('a turned picture', async () => Number(await view.getAttribute('data-drawn')) > drawn);
    await edgesMove();
  }, 180_000);

  test('light, lens and menus of the 3D room', async () => {
    await page.getByText(/seen \d+ %/).waitFor(); // in its texture
    const view = page.locator('.inspect3d-view canvas');
    await page.locator('.inspect3d-view canvas[data-rest=true]').waitFor();
    const looks = async () =>
      sharp(await view.screenshot())
        .removeAlpha()
        .raw()
        .toBuffer();
    const ball = page.getByRole('slider', { name: 'Direction of the light' });
    const lit = await looks();
    const looksOther = async () => difference(lit, await looks()) > 1;
    await moves(ball, 'ArrowRight', 'ArrowLeft');
    const direction = () => ball.getAttribute('aria-valuetext');
    const before = await direction();
    for (let step = 0; step < 3; step++) await page.keyboard.press('Shift+ArrowDown');
    await eventually('light from elsewhere', async () => (await direction()) !== before);
    await eventually('a face lit from elsewhere', looksOther);
    const chosen = await direction();
    await tabTo(page.getByRole('button', { name: 'Match frame' }));
    await page.keyboard.press('Space');
    await eventually('the light of the frame', async () => (await direction()) !== chosen);
    await tabTo(page.getByRole('button', { name: 'Reset', exact: true }));
    await page.keyboard.press('Enter');
    await eventually('the first light', async () => (await direction()) === before);
    await eventually('the face as it was', async () => difference(lit, await looks()) < 0.5);
    for (const name of ['Key', 'Fill', 'Field of view']) {
      await moves(page.getByRole('slider', { name, exact: true }), 'ArrowRight', 'ArrowLeft');
    }
    await tabTo(page.locator('.inspect3d-pane').getByRole('button', { name: 'View', exact: true }));
    await choose('Enter', 't', 'Three-quarter');
    await eventually('another side of the face', looksOther);
    await page.keyboard.press('r');
  }, 180_000);

  test('both rooms draw again after the graphics card’s memory was lost', async () => {
    const lose = (selector: string) =>
      page.evaluate(`(async () => {
        const canvas = document.querySelector('${selector}');
        const lost = new Promise((done) => canvas.addEventListener('webglcontextlost', done, { once: true }));
        window.lose = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
        window.lose.loseContext();
        await lost;
      })()`);
    const looks = async (selector: string) =>
      sharp(await page.locator(selector).screenshot())
        .removeAlpha()
        .raw()
        .toBuffer();
    const face = '.inspect3d-view canvas';
    await page.locator(`${face}[data-rest=true]`).waitFor();
    const before = await looks(face);
    await lose(face);
    await page.getByText('The graphics driver was reset.').waitFor();
    expect(difference(before, await looks(face))).toBeGreaterThan(1);
    await page.evaluate('window.lose.restoreContext()');
    await eventually('the face is back', async () => difference(before, await looks(face)) < 0.5);

    await page.keyboard.press('Control+1');
    const stage = '.compare-canvas';
    await page.keyboard.press('1');
    await page.locator(`${stage}[data-frame="0"]`).waitFor();
    await page.waitForTimeout(1000);
    const picture = await looks(stage);
    await lose(stage);
    await page.evaluate('window.lose.restoreContext()');
    await eventually('the picture is back', async () => difference(picture, await looks(stage)) < 0.5);
  }, 180_000);

  test('the same canvases are there at each visit, with the contexts they had', async () => {
    await page.evaluate(`window.kept = document.querySelector('.compare-canvas')`);
    await page.keyboard.press('Control+2');
    await page.locator('.inspect3d-view canvas[data-drawn]').waitFor();
    await page.evaluate(`window.keptFace = document.querySelector('.inspect3d-view canvas')`);
    await page.keyboard.press('Control+1');
    await page.locator('.compare-canvas').waitFor();
    expect(await page.evaluate(`document.querySelector('.compare-canvas') === window.kept`)).toBe(true);
    await page.keyboard.press('Control+2');
    await page.locator('.inspect3d-view canvas[data-drawn]').waitFor();
    const isLost = `window.keptFace.getContext('webgl2').isContextLost()`;
    expect(
      await page.evaluate(
        `document.querySelector('.inspect3d-view canvas') === window.keptFace && !${isLost}`,
      ),
    ).toBe(true);
  }, 120_000);

  test('the queue', async () => {
    await page.keyboard.press('Control+e');
    await page.locator('.job').first().waitFor();
    // A second one waits, however quickly the first is done.
    await page.keyboard.press('Control+e');
    await page.locator('.job').nth(1).waitFor();
    await page.keyboard.press('Shift+Delete');
    await page.locator('.job[data-state=cancelled]').first().waitFor();
    // A job that changes its section takes its controls along: walking round needs a list that rests.
    await page
      .locator('.job:is([data-state=running], [data-state=queued])')
      .first()
      .waitFor({ state: 'detached' });
    await check();
  }, 120_000);

  test('the settings', async () => {
    await page.keyboard.press('Control+,');
    const tabs = page.getByRole('tab');
    await tabs.first().waitFor();
    await tabTo(tabs.first());
    for (let index = 0; index < (await tabs.count()); index++) {
      const isShown = async () => (await tabs.nth(index).getAttribute('aria-selected')) === 'true';
      await eventually(`page ${index}`, isShown);
      await check();
      await tabTo(tabs.nth(index));
      await page.keyboard.press('ArrowDown');
    }
  }, 300_000);

  test('the palette and the sheet of shortcuts', async () => {
    for (const keys of ['Control+k', 'Shift+?']) {
      await page.keyboard.press(keys);
      await page.getByRole('dialog').waitFor();
      expect(await seriousFaults(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  }, 120_000);
});
