import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { walkByTab } from './reachable';
import { RealStudio } from './real-studio';
import { chromiumPath } from './studio-page';

/**
 * The studio with its engine and the bundled clip, worked by keyboard alone: no test here moves the pointer. On every
 * screen axe finds nothing serious, and whatever answers the pointer can be reached without it.
 */
const suite = chromiumPath === undefined ? describe.skip : describe;

/** These files know no DOM; the function runs in the page. */
const hasFocus = (control: Locator): Promise<boolean> =>
  control.evaluate(
    (element: unknown) =>
      (element as { ownerDocument: { activeElement: unknown } }).ownerDocument.activeElement === element,
  );

/** What answers the pointer without being a control, and the control that does the same. */
const sameByKey: Readonly<Record<string, string>> = {
  'import-row': 'the menu at its end, which is the one that a right click opens',
  'people-row': 'the same',
  'class="job"': 'the same',
  'class="sl"': 'its thumb',
  'compare-name" tabindex="-1"': 'the face’s name over the first of the two pictures',
  'welcome-ba': 'the knob of its divider',
  'compare-wipe-line': 'the knob on it',
  'tl-lane-fill': 'the person’s label beside the lane',
};

/** Mean absolute difference of two pictures, 8-bit levels. */
function difference(a: Buffer, b: Buffer): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs(a[i] - b[i]);
  return sum / a.length;
}

suite('the studio by keyboard', () => {
  let studio: RealStudio;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    studio = await RealStudio.start();
    page = await studio.open();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.getByRole('button', { name: 'Open the sample clip' }).waitFor();
  }, 120_000);
  afterAll(() => studio?.close());
  afterEach(() => expect(faults).toEqual([]));

  const seriousOnes = async (): Promise<string[]> => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id} at ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
  };
  const lackingKeys = async (): Promise<string[]> => {
    const { controls, pointerOnly } = await walkByTab(page);
    const known = Object.keys(sameByKey);
    return [...controls, ...pointerOnly].filter((markup) => !known.some((name) => markup.includes(name)));
  };
  /** Both, of what is seen now. */
  const check = async (): Promise<void> => {
    expect({ axe: await seriousOnes(), keys: await lackingKeys() }).toEqual({ axe: [], keys: [] });
  };
  /** Brings the focus to a control by Tab alone. */
  const tabTo = async (control: Locator): Promise<void> => {
    for (let presses = 0; presses < 200; presses++) {
      if (await hasFocus(control)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not come to ${String(control)}`);
  };
  const valueOf = async (slider: Locator) => Number(await slider.getAttribute('aria-valuenow'));
  const eventually = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
    const until = Date.now() + 30_000;
    while (!(await isSo())) {
      if (Date.now() > until) throw new Error(`${what}: not within half a minute`);
      await page.waitForTimeout(100);
    }
  };
  /** A slider answers to a key, and to its opposite. */
  const moves = async (slider: Locator, there: string, back: string): Promise<void> => {
    await tabTo(slider);
    const before = await valueOf(slider);
    await page.keyboard.press(there);
    await eventually(`${there} moves it`, async () => (await valueOf(slider)) !== before);
    await page.keyboard.press(back);
    await eventually(`${back} moves it back`, async () => (await valueOf(slider)) === before);
  };
  /** Each edge between panels gives way to one arrow key and comes back with the other; how far depends on its ends. */
  const edgesMove = async (): Promise<void> => {
    const edges = await page.getByRole('separator').all();
    expect(edges.length).toBeGreaterThan(1);
    for (const edge of edges) {
      await tabTo(edge);
      const isUpright = (await edge.getAttribute('aria-orientation')) === 'vertical';
      for (const key of isUpright ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']) {
        const before = await valueOf(edge);
        await page.keyboard.press(key);
        await eventually(`an edge moves by ${key}`, async () => (await valueOf(edge)) !== before);
      }
    }
  };

  test('the welcome', async () => {
    await check();
    await moves(page.getByRole('slider'), 'ArrowLeft', 'ArrowRight');
  }, 120_000);

  test('the sample is opened and analysed', async () => {
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

  test('the divider, the panels’ edges, the playhead, the chosen part and the timeline’s zoom', async () => {
    await page.keyboard.press('4');
    await moves(page.getByRole('slider', { name: 'Wipe position' }), 'ArrowRight', 'ArrowLeft');
    await moves(page.locator('.compare-wipe-turn'), 'ArrowRight', 'ArrowLeft');
    await edgesMove();
    await moves(page.locator('.tl-playhead'), 'ArrowRight', 'ArrowLeft');
    await moves(page.locator('.tl-range-end.in'), 'ArrowRight', 'ArrowLeft');
    await moves(page.locator('.tl-range-end.out'), 'ArrowLeft', 'ArrowRight');
    await moves(page.locator('.people-row').getByRole('slider'), 'ArrowLeft', 'ArrowRight');
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
    await check();
    await page.keyboard.press('Shift+Delete');
    await page.locator('.job[data-state=cancelled]').waitFor();
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
      expect(await seriousOnes()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  }, 120_000);
});
