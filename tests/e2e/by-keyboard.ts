import type { Locator, Page } from 'playwright-core';

/** The function runs in the page, of whose DOM these files know nothing. */
const hasFocus = (control: Locator): Promise<boolean> =>
  control.evaluate(
    (element: unknown) =>
      (element as { ownerDocument: { activeElement: unknown } }).ownerDocument.activeElement === element,
  );

/** Where a slider, an edge or a scrollbar stands. */
export async function valueOf(control: Locator): Promise<number> {
  return Number(await control.getAttribute('aria-valuenow'));
}

/** What a hand on the keyboard does. @param page asked at each step: the page is opened after the tests are declared */
export function byKeyboard(page: () => Page) {
  const eventually = async (what: string, isSo: () => Promise<boolean>): Promise<void> => {
    const until = Date.now() + 30_000;
    while (!(await isSo())) {
      if (Date.now() > until) throw new Error(`${what}: not within half a minute`);
      await page().waitForTimeout(100);
    }
  };
  /** Brings the focus to a control by Tab alone. */
  const tabTo = async (control: Locator): Promise<void> => {
    for (let presses = 0; presses < 200; presses++) {
      if (await hasFocus(control)) return;
      await page().keyboard.press('Tab');
    }
    throw new Error(`Tab does not come to ${String(control)}`);
  };
  /** A slider answers to a key, and to its opposite. */
  const moves = async (slider: Locator, there: string, back: string): Promise<void> => {
    await tabTo(slider);
    const before = await valueOf(slider);
    await page().keyboard.press(there);
    await eventually(`${there} moves it`, async () => (await valueOf(slider)) !== before);
    await page().keyboard.press(back);
    await eventually(`${back} moves it back`, async () => (await valueOf(slider)) === before);
  };
  /** Each edge between panels gives way to one arrow key and comes back with the other; how far depends on its ends. */
  const edgesMove = async (): Promise<void> => {
    const edges = await page().getByRole('separator').all();
    if (edges.length < 2) throw new Error('the panels have no edges');
    for (const edge of edges) {
      await tabTo(edge);
      const isUpright = (await edge.getAttribute('aria-orientation')) === 'vertical';
      for (const key of isUpright ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']) {
        const before = await valueOf(edge);
        await page().keyboard.press(key);
        await eventually(`an edge moves by ${key}`, async () => (await valueOf(edge)) !== before);
      }
    }
  };
  /** Opens the menu of what has the focus, goes to an item by keys (`+` between several), and takes it. */
  const choose = async (open: string, keys: string, item: string): Promise<void> => {
    await page().keyboard.press(open);
    await page().locator('.menu [data-highlighted], .menu:focus').first().waitFor();
    for (const key of keys.split('+')) await page().keyboard.press(key);
    await page().locator('.menu [data-highlighted]', { hasText: item }).waitFor();
    await page().keyboard.press('Enter');
    await page().getByRole('menu').waitFor({ state: 'detached' });
  };
  return { eventually, tabTo, moves, edgesMove, choose };
}
