import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { lackingKeys } from './reachable';
import { RealStudio } from './real-studio';
import { seriousFaults } from './serious-faults';
import { inBrowser } from './start-browser';

/**
 * The lab's room in a real browser with the real engine: a run of two portraits and a frame of a clip, two methods and one size, its report, the
 * way from a figure to the frame, a second run and what it has over the first, a stopped one.
 */
const root = path.join(__dirname, '..', '..');
const faces = [
  path.join(root, 'assets/samples/talking-head.mp4'),
  path.join(root, 'assets/samples/astronaut.png'),
  path.join(root, 'tests/fixtures/portrait.jpg'),
];

inBrowser('the lab', () => {
  let studio: RealStudio;
  let page: Page;
  const faults: string[] = [];
  beforeAll(async () => {
    studio = await RealStudio.start(faces, true);
    page = await studio.open();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => faults.push(String(error)));
    await page.getByRole('button', { name: /^Device: / }).waitFor(); // known a moment later
  }, 120_000);
  afterAll(() => studio?.close());

  const check = async () =>
    expect({ axe: await seriousFaults(page), keys: await lackingKeys(page) }).toEqual({ axe: [], keys: [] });
  const tick = (name: RegExp | string) => page.getByRole('checkbox', { name }).check();
  const kept = async () => (await readdir(path.join(studio.folder, 'facet-studio', 'lab'))).sort();

  test('a run is put together, and says what it takes', async () => {
    await page.locator('.title').waitFor();
    await page.keyboard.press('Control+4');
    await page.getByRole('heading', { name: 'How well do faces come back?' }).waitFor();
    await page.getByRole('checkbox', { name: /astronaut/ }).waitFor();
    await page.getByRole('region', { name: 'Methods' }).getByRole('button', { name: 'None' }).click();
    await tick(/^bicubic/);
    await tick(/^sr:both 3D/);
    await page.getByRole('checkbox', { name: '64 px' }).uncheck();
    await page.getByRole('checkbox', { name: '16 px' }).uncheck();
    await page.getByRole('slider', { name: 'Frames of each clip' }).focus();
    await page.keyboard.press('Home');
    const estimate = page.getByRole('region', { name: 'What it takes' });
    await estimate.getByText('6', { exact: true }).waitFor();
    await check();
  }, 120_000);

  test('its report holds every figure, and the faces', async () => {
    await page.getByRole('button', { name: /^Start the run/ }).click();
    await page.locator('.lab-report').waitFor({ timeout: 180_000 });
    const table = page.getByRole('region', { name: 'Methods' });
    await table.getByRole('button', { name: /^PSNR, bicubic from 32 px: \d\d\.\d\d/ }).waitFor();
    await table.getByRole('button', { name: /^PSNR, sr:both from 32 px: \d\d\.\d\d/ }).click();
    expect(await page.getByRole('region', { name: 'Faces' }).locator('img').count()).toBe(9);
    await check();
    await page.getByRole('radio', { name: 'Over bicubic' }).click();
    const gain = await table.getByRole('button', { name: /^Over bicubic, sr:both from 32 px/ }).innerText();
    expect(Number.parseFloat(gain)).toBeGreaterThan(1);
    await table.getByRole('button', { name: 'Method', exact: true }).click();
    await table
      .getByRole('columnheader', { name: 'Method', exact: true })
      .and(page.locator('[aria-sort="ascending"]'))
      .waitFor();
  }, 240_000);

  test('the divider shows a method over the truth, and keys go from face to face', async () => {
    const one = page.getByRole('region', { name: 'Over the truth' });
    const sharp = await one.getByRole('img', { name: 'sharp', exact: true }).getAttribute('src');
    const heading = await one.getByRole('heading').innerText();
    await page.keyboard.press('ArrowRight');
    await one.getByRole('heading', { name: heading }).waitFor({ state: 'detached' });
    expect(await one.getByRole('img', { name: 'sharp', exact: true }).getAttribute('src')).not.toBe(sharp);
    // A dot of the plot is the other face again.
    await page.getByRole('radio', { name: 'PSNR' }).click();
    await page.locator('.lab-row.me .lab-dot', { hasText: heading }).click();
    await one.getByRole('heading', { name: heading }).waitFor();
  }, 60_000);

  test('the report is saved as it was written', async () => {
    const [run] = await kept();
    for (const [entry, file] of [
      ['Report, one page (HTML)', 'report.html'],
      ['Every value (CSV)', 'values.csv'],
      ['Table (Markdown)', 'table.md'],
      ['Table (LaTeX)', 'table.tex'],
    ]) {
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: entry }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`facet-lab-${file}`);
      const hash = async (name: string) =>
        createHash('sha256')
          .update(await readFile(name))
          .digest('hex');
      expect(await hash(await download.path())).toBe(
        await hash(path.join(studio.folder, 'facet-studio', 'lab', run, file)),
      );
    }
  }, 60_000);

  test('a second run is compared with the first, picture by picture', async () => {
    await page.keyboard.press('n');
    await page.getByRole('button', { name: /^Start the run/ }).waitFor();
    await page.getByRole('button', { name: /^Start the run/ }).click();
    await page.locator('.lab-under-way').waitFor();
    // Meanwhile somebody works elsewhere, and is told.
    await page.keyboard.press('Control+1');
    await page.getByText('The lab’s run is done').waitFor({ timeout: 180_000 });
    await page.getByRole('button', { name: 'Show it' }).click();
    await page.locator('.lab-report').waitFor();
    await page.getByRole('button', { name: 'Compare with…' }).click();
    await page.getByRole('menuitem').first().click();
    await page.getByText(/Differences picture by picture, on 3 faces of/).waitFor();
    // The same faces by the same weights: nothing has changed.
    const cells = await page.locator('.lab-differences td .lab-cell > span').allInnerTexts();
    expect(cells).toEqual(['0.00', '0.00']);
    await check();
    await page.getByRole('button', { name: 'Back to the report' }).click();
  }, 240_000);

  test('a run is renamed by key, has its old name back, and is compared by its new one', async () => {
    const title = page.locator('.lab-head h1');
    const titled = (name: string) => page.locator('.lab-head h1', { hasText: name }).waitFor();
    const before = await title.innerText();
    const rename = async (name: string) => {
      await page.keyboard.press('F2');
      await page.getByRole('textbox', { name: 'Name of the run' }).fill(name);
      await page.keyboard.press('Enter');
      await titled(name === '' ? before : name);
    };
    await rename('Second try');
    await page
      .locator('.toast', { hasText: 'Now called Second try' })
      .getByRole('button', { name: 'Undo' })
      .click();
    await titled(before);
    await rename('Second try');
    await page.locator('.lab-run-name[aria-current]', { hasText: 'Second try' }).waitFor();
    await page.keyboard.press('j');
    await titled(before);
    await page.getByRole('button', { name: 'Compare with…' }).click();
    await page.getByRole('menuitem', { name: /Second try/ }).click();
    await page.getByText(/over Second try,/).waitFor();
    await check();
    await page.keyboard.press('k');
    await titled('Second try');
    await rename('');
  }, 60_000);

  test('a face leads to where it comes from: the clip, at its frame', async () => {
    const one = page.getByRole('region', { name: 'Over the truth' });
    while (!(await one.getByRole('heading').innerText()).startsWith('talking-head-')) {
      await page.keyboard.press('ArrowRight');
    }
    const frame = (await one.getByRole('heading').innerText()).replace('talking-head-', '');
    expect(Number(frame)).toBeGreaterThan(0);
    await one.getByRole('button', { name: 'Open in Compare' }).click();
    await page.locator('.import-name[aria-current="true"]', { hasText: 'talking-head.mp4' }).waitFor();
    await page.locator(`.tl-playhead[aria-valuenow="${frame}"]`).waitFor();
    await page.keyboard.press('Control+4');
  }, 60_000);

  test('a run that is stopped leaves nothing; one is removed after asking', async () => {
    const before = await kept();
    expect(before).toHaveLength(2);
    await page.locator('.lab-report').waitFor();
    await page.keyboard.press('n');
    await page.locator('.btn.primary:enabled', { hasText: 'Start the run' }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Stop the run' }).click();
    await page.getByRole('button', { name: 'Stop the run' }).waitFor({ state: 'detached' });
    expect(await kept()).toEqual(before);
    await page
      .getByRole('button', { name: /^Actions for/ })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Remove the run' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await page.locator('.lab-run').nth(1).waitFor({ state: 'detached' });
    expect(before).toEqual(expect.arrayContaining(await kept()));
  }, 120_000);

  test('a whole clip is measured by itself, and its figure leads to the kept frame', async () => {
    await page.locator('.title').waitFor();
    await page.keyboard.press('Control+4');
    await page.locator('.lab-page').waitFor();
    await page.keyboard.press('n');
    const material = page.getByRole('region', { name: 'Material' });
    await material.getByRole('button', { name: 'None' }).click();
    const parts = page.getByRole('region', { name: 'What to measure' });
    expect(await parts.getByRole('checkbox', { name: /Whole clips/ }).isDisabled()).toBe(true);
    await parts.getByText('No clip is ticked among the material.').waitFor();
    await tick(/talking-head/);
    await tick(/Whole clips/);
    await parts.getByRole('checkbox', { name: /Single faces/ }).uncheck();
    await parts.getByText('Needs single faces.').waitFor();
    await page.getByRole('region', { name: 'Methods' }).getByRole('button', { name: 'None' }).click();
    await tick(/^bicubic/);
    await page.getByRole('slider', { name: 'Seconds of each clip' }).focus();
    await page.keyboard.press('Home');
    await parts.getByText(/^about 0:/).waitFor();
    await check();
    await page.getByRole('button', { name: /^Start the run/ }).click();
    await page.locator('.lab-under-way', { hasText: 'clips' }).waitFor();
    await page.getByRole('button', { name: /^PSNR, bicubic, talking-head: \d\d\.\d\d$/ }).waitFor({
      timeout: 180_000,
    });
    const sharp = page.getByRole('region', { name: 'Over the truth' }).getByRole('img', { name: 'sharp' });
    const width = await sharp.evaluate(async (image) => {
      const picture = image as unknown as { decode(): Promise<void>; readonly naturalWidth: number };
      await picture.decode();
      return picture.naturalWidth;
    });
    expect(width).toBeGreaterThan(60);
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const entries = await page.getByRole('menuitem').allInnerTexts();
    expect(entries).toEqual(expect.arrayContaining(['Every value of whole clips (CSV)']));
    expect(entries.join()).not.toContain('3D');
    await page.keyboard.press('Escape');
    await page.keyboard.press('o');
    // The middle of 25 frames.
    await page.locator('.tl-playhead[aria-valuenow="12"]').waitFor();
  }, 240_000);

  test('nothing failed on the way', () => {
    expect(faults).toEqual([]);
  });
});
